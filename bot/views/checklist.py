"""The checklist as it stands: all on one screen, one question with its history, and the ways to send it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.checklist import CORE, MORE, Checklist, Entry, Item, OwnQuestion, Status, Visit, is_open
from bot.domain.contradictions import Contradiction
from bot.domain.regimen import wall
from bot.i18n import Html, Translator
from bot.views import contradictions, own_questions, phrases, visits
from bot.views.buttons import Begin, Go, Place, Resume
from bot.views.checklist_buttons import EditItem, Forward, MakePlan, Print, ShowItem
from bot.views.checklist_items import name, told, why
from bot.views.checklist_lines import line
from bot.views.screen import Button, File, View, lines, paragraphs, screen

# as much of an answer as the overview has room for
SHORT = 60
# what surely fits into one message
LONGEST = 3800
# so many older answers are shown, and so much of each
OLDER, OLDER_LENGTH = 5, 200


@dataclass(frozen=True)
class Standing:
    """All that the overview shows. `plans` is how many are in force; `begun` whether answers wait in a dialogue."""

    checklist: Checklist
    zone: str
    visit: Visit | None = None
    doubts: Sequence[Contradiction] = ()
    plans: int = 0
    begun: bool = False
    can_plan: bool = False
    own: Sequence[OwnQuestion] = ()


def overview(t: Translator, standing: Standing, saved: bool = False) -> View:
    """Each of the five, then the others, what does not fit together, and the next visit."""
    text = paragraphs(
        t("<b>Saved.</b>") if saved else None,
        t("<b>Questions for my clinician</b>"),
        _states(t, standing.checklist) if standing.checklist else _first(t),
        _own(t, standing.own, SHORT),
        contradictions.to_clear_up(t, standing.doubts, standing.plans > 1),
        _visit(t, standing),
        t("Some answers are not saved yet. Tap “Go on where I was”.") if standing.begun else None,
    )
    return screen(t, text, _ways(t, standing), menu=True)


def _own(t: Translator, own: Sequence[OwnQuestion], most: int | None = None) -> Html | None:
    """The patient's own questions, if there are any."""
    return lines(t("<b>My own questions</b>"), own_questions.listed(t, own, most)) if own else None


def _visit(t: Translator, standing: Standing) -> Html | None:
    """The next one; where none is noted and questions wait for one, what noting it is good for."""
    if standing.visit is not None:
        return visits.next_one(t, standing.visit, standing.zone)
    if not standing.own and all(entry.status is Status.ANSWERED for entry in standing.checklist.values()):
        return None
    return t("Note your next visit: I send you these the day before.")


def _first(t: Translator) -> Html:
    """Nothing was looked at so far: the five, as they are asked."""
    return paragraphs(
        lines(*(t("▫️ {question}", question=line(t, item)) for item in CORE)),
        t("I ask one at a time. You can stop and go on weeks later. What you do not know can wait for your visit."),
    )


def _states(t: Translator, checklist: Checklist) -> Html:
    unseen = sum(item not in checklist for item in MORE)
    return paragraphs(
        lines(*(_state(t, checklist, item) for item in CORE)),
        lines(*(_state(t, checklist, item) for item in MORE if item in checklist)),
        t.plural("And {n} more question, if you like.", "And {n} more questions, if you like.", unseen)
        if unseen
        else None,
    )


def _ways(t: Translator, standing: Standing) -> list[list[Button]]:
    checklist = standing.checklist
    rows = [[go_on]] if (go_on := _go_on(t, standing)) else []
    if standing.can_plan:
        rows.append([Button(t.label("Make my plan from these"), MakePlan(), "success")])
    if checklist:
        rows.append([Button(t.label("See or change an answer"), Go(Place.ITEMS))])
    rows.append([Button(t.label("My own questions"), Go(Place.OWN))])
    visit, send_it = Button(t.label("My next visit"), Go(Place.VISIT)), Button(t.label("Send or print"), Go(Place.SEND))
    return [*rows, [visit, send_it]]


def _go_on(t: Translator, standing: Standing) -> Button | None:
    checklist = standing.checklist
    if standing.begun:
        return Button(t.label("Go on where I was"), Resume("checklist"), "primary")
    if not checklist:
        return Button(t.label("Start with the first question"), Begin("checklist"), "primary")
    if any(is_open(checklist, item) for item in CORE):
        return Button(t.label("Go on with the questions"), Begin("checklist"), "primary")
    if any(is_open(checklist, item) or item not in checklist for item in MORE):
        return Button(t.label("Go on with the other questions"), Begin("checklist"))
    return None


def _state(t: Translator, checklist: Checklist, item: Item) -> Html:
    """✅ Phase: Repletion (loading)."""
    entry, title = checklist.get(item), name(t, item)
    if entry is None:
        return t("▫️ <b>{name}</b>: not looked at yet", name=title)
    answer = None if entry.answer is None else phrases.cut(told(t, item, entry.answer), SHORT)
    match entry.status, answer:
        case Status.TO_ASK, None:
            return t("❓ <b>{name}</b>: to ask", name=title)
        case Status.TO_ASK, _:
            return t("❓ <b>{name}</b>: to ask. So far: {answer}", name=title, answer=answer)
        case Status.ASKED, None:
            return t("⏳ <b>{name}</b>: asked, no answer yet", name=title)
        case Status.ASKED, _:
            return t("⏳ <b>{name}</b>: asked, no answer yet. So far: {answer}", name=title, answer=answer)
        case _:
            return t("✅ <b>{name}</b>: {answer}", name=title, answer=answer)


def items(t: Translator, checklist: Checklist) -> View:
    """Which one?"""
    buttons = [Button(f"{_mark(checklist.get(item))} {name(t, item)}", ShowItem(item)) for item in Item]
    rows = [buttons[place : place + 2] for place in range(0, len(buttons), 2)]
    back = [Button(t.label("◀ All questions"), Go(Place.QUESTIONS))]
    return screen(t, t("<b>Which question would you like to see?</b>"), [*rows, back], menu=True)


def _mark(entry: Entry | None) -> str:
    return "▫️" if entry is None else {Status.ANSWERED: "✅", Status.TO_ASK: "❓", Status.ASKED: "⏳"}[entry.status]


def one(t: Translator, item: Item, history: Sequence[Entry], zone: str) -> View:
    """One question with its whole answer, and what was said of it before."""
    older = [_said(t, entry, zone, OLDER_LENGTH) for entry in reversed(history[:-1][-OLDER:])]
    left = len(history) - 1 - OLDER
    text = paragraphs(
        t("<b>{question}</b>", question=line(t, item)),
        why(t, item),
        _said(t, history[-1], zone) if history else t("▫️ Not looked at yet."),
        lines(t("<b>Before that</b>"), *older) if older else None,
        t.plural("And {n} older answer.", "And {n} older answers.", left) if left > 0 else None,
    )
    answered = bool(history) and history[-1].status is Status.ANSWERED
    change = t.label("Change it") if answered else t.label("Answer it")
    rows = [
        [Button(change, EditItem(item), "primary")],
        [Button(t.label("◀ All questions"), Go(Place.QUESTIONS))],
    ]
    return screen(t, text, rows, menu=True)


def _said(t: Translator, entry: Entry, zone: str, most: int | None = None) -> Html:
    """✅ Tue 3 Mar 2026 (Dr Roth): Repletion (loading)."""
    day, mark = t.day_with_year(wall(entry.at, zone).date()), _mark(entry)
    when = day if entry.by is None else t("{day} ({by})", day=day, by=entry.by)
    status = {
        Status.ANSWERED: None,
        Status.TO_ASK: t.label("to ask at my visit"),
        Status.ASKED: t.label("asked, no answer yet"),
    }[entry.status]
    words = None if entry.answer is None else phrases.cut(told(t, entry.item, entry.answer), most)
    said = ". ".join(part for part in (status, words) if part)
    return t("{mark} {when}: {said}", mark=mark, when=when, said=said)


def send(t: Translator) -> View:
    """As what?"""
    text = paragraphs(
        t("<b>How would you like to send your questions and answers?</b>"),
        t("They are health data. Take care whom you send them to."),
    )
    rows = [
        [Button(t.label("As a message to forward"), Forward())],
        [Button(t.label("As a page to print (PDF)"), Print(t.tag))],
        [Button(t.label("As a page in another language"), Go(Place.TONGUES))],
        [Button(t.label("◀ All questions"), Go(Place.QUESTIONS))],
    ]
    return screen(t, text, rows, menu=True)


def tongues(t: Translator, languages: Mapping[str, str]) -> View:
    """In which language?"""
    rows = [[Button(title, Print(tag))] for tag, title in languages.items() if tag != t.tag]
    text = t("<b>In which language shall the page be?</b>\nYour own words stay as you typed them.")
    return screen(t, text, [*rows, [Button(t.label("◀ Back"), Go(Place.SEND))]], menu=True)


def printed(t: Translator, file: File) -> View:
    """The page as a file."""
    text = t("Here is your page to print. It holds health data: take care where you put it.")
    rows = [[Button(t.label("◀ All questions"), Go(Place.QUESTIONS))]]
    return View(text, screen(t, text, rows, menu=True).rows, file=file)


def after_forward(t: Translator) -> View:
    """The way on, apart from what is forwarded."""
    text = t("Above is your list. Press and hold it, then choose “Forward”.")
    return screen(t, text, [[Button(t.label("◀ All questions"), Go(Place.QUESTIONS))]], menu=True)


def forward(t: Translator, standing: Standing) -> tuple[View, ...]:
    """The whole in plain messages without buttons; more than one where it is long."""
    checklist = standing.checklist
    asked = [item for item in Item if item in CORE or item in checklist]
    parts = [
        t("<b>My B12 treatment: questions and answers</b>"),
        visits.next_one(t, standing.visit, standing.zone) if standing.visit else None,
        *(lines(t("<b>{question}</b>", question=line(t, item)), _whole(t, standing, item)) for item in asked),
        _own(t, standing.own),
        contradictions.to_clear_up(t, standing.doubts, standing.plans > 1),
        t("Written down by the patient with B12 Companion. No clinician has checked it."),
    ]
    texts = [Html()]
    for part in filter(None, parts):
        longer = paragraphs(texts[-1], part)
        texts = [*texts[:-1], longer] if len(longer) <= LONGEST else [*texts, part]
    return tuple(View(text) for text in texts)


def _whole(t: Translator, standing: Standing, item: Item) -> Html:
    entry = standing.checklist.get(item)
    return t("❓ to ask") if entry is None else _said(t, entry, standing.zone)
