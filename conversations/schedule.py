"""/schedule: entering what the clinician prescribed, its preview by dates, and looking at it."""

from datetime import date, time, timedelta
from typing import Any

from bot.care import drafts, regimens
from bot.care.regimens import Saved
from bot.domain.amount import Amount
from bot.domain.nudge import QuietHours, is_quiet
from bot.domain.patient import Patient, Prescriber
from bot.domain.regimen import (
    AfterCount,
    AfterWeeks,
    End,
    Label,
    OnDate,
    Period,
    Phase,
    PhaseKind,
    Regimen,
    Repeat,
    Route,
    UntilReview,
    last_day,
)
from bot.views import ask_schedule as ask
from bot.views import doses as dose_views
from bot.views import menu, schedule, start
from bot.views.buttons import EndPlan
from conversations import read, steps
from conversations.dialogue import Again, Jump, Play, Question, Redraw, Scene
from conversations.talk import Script, Talk

NAME = "schedule"
MOST_PHASES = 6
SHOWN = 5
FURTHEST = timedelta(days=731)
LONGEST = timedelta(days=3660)
MOST = {Period.DAY: 366, Period.WEEK: 104, Period.MONTH: 24}
YES_NO = ("yes", "no")


def play(scene: Scene) -> Play[Regimen]:
    """The medicine, its label, the amount, the route, the phases; then the preview that only Yes confirms."""
    t = scene.t
    asked = ask.medicine(t)
    medicine: str = yield Question("medicine", asked, read.words(asked))
    label = yield from _label(scene)
    dose = yield from _dose(scene, "dose")
    asked = ask.route(t)
    route: Route = yield Question("route", asked, read.one_of(Route, asked), str)
    phases = yield from _phases(scene, dose)
    regimen = Regimen(medicine, label, route, phases)
    yield Question(
        "sure", schedule.preview(t, regimen, scene.known["zone"], _quiet_note(scene, phases)), _sure(scene, regimen)
    )
    return regimen


def _label(scene: Scene) -> Play[Label]:
    t = scene.t
    asked = ask.label_text(t)
    text: str = yield Question("label", asked, read.words(asked))
    strengths: dict[str, Amount] = {}
    for _ in range(3):
        asked = ask.strength_kind(t, tuple(strengths))
        left = [kind for kind in ("ampoule", "vial", "ml") if kind not in strengths]
        kind: str = yield Question(f"strength.kind{len(strengths)}", asked, read.one_of((*left, "none"), asked))
        if kind == "none":
            break
        parse = read.strength_per_ml(t) if kind == "ml" else read.amount(t)
        strengths[kind] = yield Question(f"strength.{kind}", ask.strength(t, kind), parse, str)
    return Label(None if text == "skip" else text, strengths.get("ml"), strengths.get("ampoule"), strengths.get("vial"))


def _dose(scene: Scene, name: str) -> Play[Amount]:
    """The amount as the clinician said, read back in both units until the patient says that it is right."""
    attempt = 1
    while True:
        value: Amount = yield Question(f"{name}{attempt}", ask.dose(scene.t), read.amount(scene.t), str)
        asked = ask.dose_check(scene.t, value)
        right: str = yield Question(f"{name}{attempt}.check", asked, read.one_of(YES_NO, asked))
        if right == "yes":
            return value
        attempt += 1


def _phases(scene: Scene, dose: Amount) -> Play[tuple[Phase, ...]]:
    phases: list[Phase] = []
    while True:
        number = len(phases) + 1
        phase = yield from _phase(scene, number, dose, last_day(phases[-1]) if phases else None)
        phases.append(phase)
        ends = last_day(phase)
        # after "until review" nothing may follow unasked: the clinician's word comes first
        if ends is None or number == MOST_PHASES:
            return tuple(phases)
        asked = ask.more(scene.t, ends)
        more: str = yield Question(f"phase{number}.more", asked, read.one_of(YES_NO, asked))
        if more == "no":
            return tuple(phases)


def _phase(scene: Scene, number: int, dose: Amount, after: date | None) -> Play[Phase]:
    t, name = scene.t, f"phase{number}"
    asked = ask.kind(t, number)
    kind: PhaseKind = yield Question(f"{name}.kind", asked, read.one_of(PhaseKind, asked), str)
    if number > 1:
        asked = ask.same_dose(t, dose)
        same: str = yield Question(f"{name}.same", asked, read.one_of(("same", "other"), asked))
        if same == "other":
            dose = yield from _dose(scene, f"{name}.dose")
    repeat = yield from _repeat(scene, name)
    at: time = yield Question(f"{name}.at", ask.at(t), read.time_of_day(t), read.iso)
    first: date = yield Question(f"{name}.start", ask.start(t, after), _start(scene, repeat, after), read.iso)
    end = yield from _end(scene, name, first)
    return Phase(kind, dose, repeat, (at,), first, end)


def _repeat(scene: Scene, name: str) -> Play[Repeat]:
    t = scene.t
    asked = ask.repeat(t)
    attempt = 1
    while True:
        way: str = yield Question(
            f"{name}.repeat{attempt}", asked, read.one_of(("1d", "d", "weekdays", "wk", "mo"), asked)
        )
        if way == "weekdays":
            return Repeat(
                1,
                Period.WEEK,
                (yield Question(f"{name}.days{attempt}", ask.weekdays(t, ()), _weekdays(scene), _kept_days)),
            )
        period = Period.DAY if way == "1d" else Period(way)
        every = 1
        if way != "1d":
            every = yield Question(
                f"{name}.every{attempt}", ask.how_many(t, period), read.whole(t, 1, MOST[period]), str
            )
        if (every, period) != (1, Period.DAY):
            return Repeat(every, period)
        daily = ask.daily_check(t)
        sure: str = yield Question(f"{name}.daily{attempt}", daily, read.one_of(YES_NO, daily))
        if sure == "yes":
            return Repeat(1, Period.DAY)
        attempt += 1


def _weekdays(scene: Scene) -> Any:
    def parse(said: str) -> tuple[int, ...] | Again | Redraw:
        word, digits = said.rstrip("0123456"), said.lstrip("abcdefghijklmnopqrstuvwxyz")
        days = tuple(sorted({int(digit) for digit in digits if digit in "0123456"}))
        if word == "done" and days:
            return days
        if word == "set":
            return Redraw(ask.weekdays(scene.t, days))
        return Again(ask.weekdays(scene.t, ()))

    return parse


def _kept_days(days: tuple[int, ...]) -> str:
    return "done" + "".join(str(day) for day in days)


def _start(scene: Scene, repeat: Repeat, after: date | None) -> Any:
    t = scene.t

    def check(day: date) -> Again | None:
        if after is not None and day <= after:
            return Again(ask.too_early(t, after))
        if abs(day - scene.today) > FURTHEST:
            return Again(ask.too_far(t))
        if repeat.weekdays and day.weekday() not in repeat.weekdays:
            return Again(ask.wrong_weekday(t, day, repeat.weekdays))
        return None

    return read.day(t, scene.today, check)


def _end(scene: Scene, name: str, first: date) -> Play[End]:
    t = scene.t
    asked = ask.end(t)
    way: str = yield Question(f"{name}.end", asked, read.one_of(("count", "date", "weeks", "review"), asked))
    match way:
        case "count":
            injections: int = yield Question(f"{name}.count", ask.end_count(t), read.whole(t, 1, 999), str)
            return AfterCount(injections)
        case "weeks":
            weeks: int = yield Question(f"{name}.weeks", ask.end_weeks(t), read.whole(t, 1, 520), str)
            return AfterWeeks(weeks)
        case "date":

            def check(day: date) -> Again | None:
                if day < first:
                    return Again(ask.too_early_end(t, first))
                return Again(ask.too_far_end(t)) if day - first > LONGEST else None

            parse = read.day(t, max(scene.today, first), check)
            last: date = yield Question(f"{name}.last", ask.end_date(t), parse, read.iso)
            return OnDate(last)
        case _:
            return UntilReview()


def _sure(scene: Scene, regimen: Regimen) -> Any:
    phases = len(regimen.phases)
    parts = {part: (part,) for part in ("medicine", "label", "strength", "dose", "route")}
    parts |= {f"phase{n}": (f"phase{n}.",) for n in range(1, phases + 1)}

    def parse(said: str) -> str | Again | Jump:
        part = said.removeprefix("edit ")
        if said == "yes":
            return said
        if said.startswith("edit ") and part in parts:
            return Jump(parts[part])
        if said == "change":
            return Again(ask.what_to_change(scene.t, phases))
        return Again(schedule.preview(scene.t, regimen, scene.known["zone"], None))

    return parse


def _quiet_note(scene: Scene, phases: tuple[Phase, ...]) -> str | None:
    start_of_quiet, end_of_quiet = (time.fromisoformat(at) for at in scene.known["quiet"])
    quiet = QuietHours(start_of_quiet, end_of_quiet)
    held = any(is_quiet(at, quiet) for phase in phases for at in phase.at)
    return schedule.in_quiet_hours(scene.t, start_of_quiet, end_of_quiet) if held else None


async def show(talk: Talk, saved: Saved) -> None:
    """It is in force."""
    shown = [one.local for one in saved.coming]
    await talk.show(schedule.saved(talk.t, shown[:SHOWN], more=len(shown) > SHOWN))


SCRIPT = Script(play, regimens.confirm, show)


async def on_schedule(talk: Talk) -> None:
    """/schedule: the plan in force, the one half entered, or the way to enter one."""
    patient = await _ready(talk)
    if patient is None:
        return
    draft = await talk.db.run(drafts.unfinished, talk.chat, NAME)
    if draft is not None and draft.answers:
        await talk.show(menu.unfinished(talk.t, NAME))
        return
    saved = await talk.db.run(regimens.current, talk.chat, talk.now)
    if saved is None:
        await talk.show(schedule.no_schedule(talk.t))
    else:
        await talk.show(schedule.in_force(talk.t, saved.regimen, saved.zone))


async def begin(talk: Talk) -> None:
    """Enter a plan from its first question."""
    patient = await _ready(talk)
    if patient is not None:
        quiet = [read.iso(patient.quiet.start), read.iso(patient.quiet.end)]
        await steps.begin(talk, NAME, {"zone": patient.zone, "quiet": quiet})


async def on_next(talk: Talk) -> None:
    """/next: the coming dates."""
    if await _ready(talk) is None:
        return
    saved = await talk.db.run(regimens.current, talk.chat, talk.now)
    if saved is None:
        await talk.show(schedule.no_schedule(talk.t))
    else:
        await talk.show(dose_views.coming_dates(talk.t, saved.regimen, saved.coming))


async def on_end(talk: Talk, action: EndPlan) -> None:
    """End the plan: asked back once, then done."""
    await talk.toast()
    if not action.sure:
        await talk.replace(schedule.end_sure(talk.t))
        return
    await talk.db.run(regimens.end, talk.chat, talk.now)
    await talk.replace(schedule.ended(talk.t))


async def _ready(talk: Talk) -> Patient | None:
    """The patient, if a plan may be kept for them; else the way there is shown."""
    patient = talk.patient
    if patient is None:
        await talk.show(start.not_yet(talk.t))
    elif patient.zone is None:
        await talk.show(menu.finish_first(talk.t, "start"))
    elif patient.prescriber is Prescriber.NOBODY:
        await talk.show(start.nobody_prescribed(talk.t))
    else:
        return patient
    return None
