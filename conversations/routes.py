"""One ordered list of who answers what."""

from collections.abc import Mapping

from bot.views.buttons import (
    Action,
    Adult,
    Agree,
    Answer,
    Back,
    Begin,
    Decline,
    Discreet,
    Drop,
    EndPlan,
    Erase,
    Go,
    Help,
    Intro,
    LaterMenu,
    Park,
    Place,
    RemindLater,
    Resume,
    Skip,
    Speak,
    Take,
    TakeWhen,
    TooYoung,
    Undo,
    UndoChange,
)
from bot.views.checklist_buttons import (
    AskAtVisit,
    CancelVisit,
    EditItem,
    Forward,
    MakePlan,
    Print,
    ShowItem,
    StillSo,
    Tell,
    VisitOver,
)
from bot.views.plan_buttons import ChangePlan, DayBefore, EditPlan, LeaveIn, StartAgain
from bot.views.question_buttons import (
    AsAnswer,
    AskOwn,
    KeepTopic,
    KeepWords,
    NoneOfThese,
    PassOn,
    Rate,
    Settle,
    ShowPage,
    ShowSources,
    ShowTheme,
)
from bot.views.sign_buttons import AskWhy, Happening, HowAfter, Improved, React, ShowImprovement
from conversations import (
    changes,
    check_in,
    checklist,
    doses,
    improvement,
    notices,
    other,
    own_questions,
    privacy,
    questions,
    reactions,
    safety,
    schedule,
    settings,
    start,
    steps,
    visits,
)
from conversations.desk import Handler, TapHandler
from conversations.talk import Script, Talk

SCRIPTS: Mapping[str, Script] = {
    start.NAME: start.SCRIPT,
    schedule.NAME: schedule.SCRIPT,
    checklist.NAME: checklist.SCRIPT,
    visits.NAME: visits.SCRIPT,
    reactions.NAME: reactions.SCRIPT,
    own_questions.NAME: own_questions.SCRIPT,
    **check_in.SCRIPTS,
    **settings.SCRIPTS,
    **changes.SCRIPTS,
}

COMMANDS: Mapping[str, Handler] = {
    "emergency": safety.on_help,
    "start": start.on_start,
    "today": doses.on_today,
    "next": schedule.on_next,
    "schedule": schedule.on_schedule,
    "checklist": checklist.on_checklist,
    "checkin": check_in.on_check_in,
    "ask": questions.on_ask,
    "pause": settings.on_pause,
    "resume": settings.on_resume,
    "settings": settings.on_settings,
    "privacy": privacy.on_privacy,
    "export": privacy.on_export,
    "delete": privacy.on_delete,
    "help": other.on_help_command,
    "cancel": other.on_cancel,
}

SCREENS: Mapping[Place, Handler] = {
    Place.TODAY: doses.on_today,
    Place.NEXT: schedule.on_next,
    Place.SCHEDULE: schedule.on_schedule,
    Place.PAUSE: settings.on_pause,
    Place.RESUME: settings.on_resume,
    Place.SETTINGS: settings.on_settings,
    Place.PRIVACY: privacy.on_privacy,
    Place.EXPORT: privacy.on_export,
    Place.DELETE: privacy.on_delete,
    Place.MENU: other.on_menu,
    Place.QUESTIONS: checklist.on_checklist,
    Place.ITEMS: checklist.on_items,
    Place.VISIT: visits.on_visit,
    Place.SEND: checklist.on_send,
    Place.TONGUES: checklist.on_tongues,
    Place.CHECK_IN: check_in.on_check_in,
    Place.ASK: questions.on_ask,
    Place.OWN: own_questions.on_own,
}


async def on_go(talk: Talk, action: Go) -> None:
    """A button that leads to a screen."""
    await talk.toast()
    await SCREENS[action.place](talk)


async def on_begin(talk: Talk, action: Begin) -> None:
    """A button that starts a dialogue."""
    await talk.toast()
    match action.script:
        case "schedule":
            await schedule.begin(talk, anew=bool(action.anew))
        case "checklist":
            await checklist.begin(talk, anew=bool(action.anew))
        case "visit":
            await visits.begin(talk)
        case "prescribed":
            if await start.on_prescribed(talk, action):
                await schedule.begin(talk)
        case "language":
            await settings.on_language(talk)
        case "start":
            await start.go_on(talk)
        case name if name in changes.BEGUN_BY:
            await changes.begin(talk, changes.BEGUN_BY[name])
        case name if name in check_in.SCRIPTS:
            await check_in.begin(talk, name)
        case name if name in settings.SCRIPTS:
            await settings.begin(talk, name)
        case _:
            await other.on_menu(talk)


TAPS: Mapping[type[Action], TapHandler] = {
    Help: safety.on_help,
    Happening: other.on_happening,
    Take: doses.on_take,
    TakeWhen: doses.on_take_when,
    Skip: doses.on_skip,
    Undo: doses.on_undo,
    LaterMenu: doses.on_later_menu,
    RemindLater: doses.on_later,
    Answer: steps.on_answer,
    Back: steps.on_back,
    Park: steps.on_park,
    Drop: steps.on_drop,
    Resume: steps.on_resume,
    Begin: on_begin,
    Go: on_go,
    Intro: start.on_intro,
    Adult: start.on_adult,
    TooYoung: start.on_too_young,
    Agree: start.on_agree,
    Decline: start.on_decline,
    Discreet: settings.on_discreet,
    Speak: settings.on_speak,
    Erase: privacy.on_erase,
    EndPlan: schedule.on_end,
    EditPlan: schedule.on_edit,
    StartAgain: schedule.on_start_again,
    DayBefore: schedule.on_day_before,
    UndoChange: changes.on_undo,
    ChangePlan: changes.on_change,
    LeaveIn: changes.on_leave_in,
    ShowItem: checklist.on_item,
    EditItem: checklist.on_edit,
    MakePlan: checklist.on_make_plan,
    Forward: checklist.on_forward,
    Print: checklist.on_print,
    CancelVisit: visits.on_cancel,
    Tell: checklist.on_tell,
    StillSo: notices.on_still_so,
    AskAtVisit: notices.on_ask_at_visit,
    VisitOver: notices.on_visit_over,
    HowAfter: reactions.on_ask,
    React: reactions.on_react,
    ShowImprovement: improvement.on_show,
    Improved: improvement.on_improved,
    AskWhy: improvement.on_ask_why,
    ShowTheme: questions.on_theme,
    ShowPage: questions.on_page,
    ShowSources: questions.on_sources,
    Rate: questions.on_rate,
    KeepTopic: questions.on_keep_topic,
    KeepWords: questions.on_keep_words,
    NoneOfThese: questions.on_none_of_these,
    PassOn: questions.on_pass_on,
    AsAnswer: other.on_as_answer,
    AskOwn: own_questions.on_ask_own,
    Settle: own_questions.on_settle,
}
