"""The script of the questions for the clinician, replayed by itself: whatever is said, it goes on or asks again."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.checklist import CORE, MORE, Answer, Entry, Item, Status
from bot.i18n import Languages
from bot.views.ask_checklist import ASK, ASKED, SECRET, SKIP
from conversations import asking, dialogue
from conversations.asking import Told
from conversations.dialogue import Again, Asking, Done, Jump, Redraw, Scene
from tests.cast import LOCALES, MONDAY, PLACES

LANGUAGES = Languages(LOCALES)
KNOWN = {"items": [*map(str, CORE)], "more": [*map(str, MORE)], "before": {}, "zone": "Europe/Berlin"}
Pairs = tuple[tuple[str, str], ...]


def scene(tag: str = "en", **known: object) -> Scene:
    return Scene(LANGUAGES.of(tag), {**KNOWN, **known}, MONDAY, PLACES, LANGUAGES.countries)


def said(at: Scene, texts: Sequence[str]) -> Asking | Done[Told]:
    """Where these texts lead, one after the other; what is no answer to its question is asked again."""
    return dialogue.replay(asking.play(at), pairs(at, texts))


def pairs(at: Scene, texts: Sequence[str]) -> Pairs:
    kept: Pairs = ()
    for text in texts:
        state = dialogue.replay(asking.play(at), kept)
        if isinstance(state, Done):
            break
        value = state.question.parse(text)
        if not isinstance(value, Again | Redraw | Jump):
            kept = dialogue.answered(state.question, value, text, kept)
    return kept


def told(at: Scene, *texts: str) -> dict[Item, Entry]:
    state = said(at, texts)
    assert isinstance(state, Done), state
    return {entry.item: entry for entry in state.outcome.entries}


OFFERED = ("repletion", "maintenance", "unnamed", "yes", "no", "words", "diet", "unknown", "im", "clinic", "=set013")
typed = st.one_of(
    st.sampled_from((*OFFERED, ASK, SKIP, ASKED, SECRET, "=done04", "=done", "1000 mcg", "1 mg", "500", "every week")),
    st.text(max_size=40).map(lambda text: text.lstrip("=")),
    st.text(min_size=290, max_size=310).map(lambda text: text.lstrip("=")),
)


@given(st.lists(typed, max_size=20), st.sampled_from(["en", "es"]), st.booleans())
@settings(max_examples=40)
def test_whatever_is_said_it_goes_on_or_asks_again_and_what_was_told_can_be_kept(
    texts: list[str], tag: str, after_visit: bool
) -> None:
    at = scene(tag, asked=after_visit)
    kept = pairs(at, texts)
    state = dialogue.replay(asking.play(at), kept)
    left = asking.so_far(at, kept)
    if isinstance(state, Done):
        assert state.outcome == left
    assert all(entry.answer != Answer() for entry in left.entries)
    assert all(entry.answer is not None for entry in left.entries if entry.status is Status.ANSWERED)


def test_all_skipped_says_nothing_and_asks_for_nobody() -> None:
    assert told(scene(), *[SKIP] * 5, "no") == {}
    assert told(scene(), *[SKIP] * 5, "yes", *[SKIP] * 8) == {}


def test_all_left_for_the_visit_are_to_ask_and_nobody_told_them() -> None:
    entries = told(scene(), *[ASK] * 5, "yes", *[ASK] * 8)
    assert {entry.status for entry in entries.values()} == {Status.TO_ASK}
    assert list(entries) == list(Item)
    assert {entry.by for entry in entries.values()} == {None}


def test_who_told_stands_at_what_was_answered_alone() -> None:
    entries = told(scene(), "maintenance", SKIP, ASK, SKIP, SKIP, "diet", "no", "Dr Roth")
    assert {item: entry.by for item, entry in entries.items()} == {
        Item.PHASE: "Dr Roth",
        Item.STRENGTH: None,
        Item.CAUSE: "Dr Roth",
    }


def test_what_was_answered_before_is_part_of_no_new_entry() -> None:
    before = {"strength": {"picked": [], "words": "500 mcg"}}
    assert told(scene(items=["strength"], more=[], before=before), SKIP) == {}
    entries = told(scene(items=["strength"], more=[], before=before), "1 mg", "yes", SECRET)
    assert entries[Item.STRENGTH].answer == Answer(words="1 mg")


@pytest.mark.parametrize(
    ("item", "texts", "status", "answer"),
    [
        ("phase", ("repletion", "a test"), Status.ANSWERED, Answer(("repletion",), "a test")),
        ("phase", ("repletion", ASK), Status.TO_ASK, Answer(("repletion",))),
        ("phase", ("unnamed",), Status.TO_ASK, Answer(("unnamed",))),
        ("monitoring", ("=done1", "in May"), Status.ANSWERED, Answer(("count",), "in May")),
        ("monitoring", ("=done14", "iron", ASK), Status.TO_ASK, Answer(("count", "other"), "iron")),
        ("monitoring", ("=done4", SKIP, SKIP), Status.ANSWERED, Answer(("other",))),
        ("cause", ("unknown",), Status.ASKED, Answer(("unknown",))),
        ("cause", ("my diet",), Status.ANSWERED, Answer((), "my diet")),
        ("route", ("im", "clinic"), Status.ANSWERED, Answer(("im", "clinic"))),
        ("route", ("by needle", "patient"), Status.ANSWERED, Answer(("patient",), "by needle")),
        ("route", ("im", ASK), Status.TO_ASK, Answer(("im",))),
        ("storage", ("unknown",), Status.ANSWERED, Answer((), "unknown")),
        ("storage", ("the  fridge",), Status.ANSWERED, Answer((), "the fridge")),
    ],
)
def test_each_kind_of_answer_is_kept_as_it_was_given(
    item: str, texts: tuple[str, ...], status: Status, answer: Answer
) -> None:
    entries = told(scene(items=[item], more=[]), *texts, SECRET)
    assert [(entry.status, entry.answer) for entry in entries.values()] == [(status, answer)]


def test_a_visit_goes_along_to_be_closed() -> None:
    state = said(scene(items=["cause"], more=[], visit=7, asked=True), [ASKED])
    assert isinstance(state, Done)
    assert state.outcome == Told((Entry(Item.CAUSE, Status.ASKED, MONDAY),), 7)


def test_every_place_in_the_script_can_be_left_and_kept() -> None:
    whole = ("maintenance", "for life", "1000 mcg", "yes", "every month", "yes", "=done14", "iron", "May", "diet", "no")
    at = scene()
    sizes = [len(asking.so_far(at, pairs(at, whole[:upto])).entries) for upto in range(len(whole) + 1)]
    assert sizes == [0, 1, 1, 1, 2, 2, 3, 4, 4, 4, 5, 5]


@pytest.mark.parametrize(("tag", "unknown", "skip"), [("en", "Not sure.", "skip"), ("es", "¡No lo sé!", "Omitir")])
def test_not_knowing_and_skipping_can_be_typed_and_are_no_answers(tag: str, unknown: str, skip: str) -> None:
    at = scene(tag, items=[*map(str, (Item.LATE, Item.STORAGE, Item.STRENGTH, Item.SCHEDULE))], more=[])
    entries = told(at, unknown, skip, unknown, "?")
    assert {item: entry.status for item, entry in entries.items()} == dict.fromkeys(
        (Item.LATE, Item.STRENGTH, Item.SCHEDULE), Status.TO_ASK
    )
    assert not any(entry.answer for entry in entries.values())
    assert pairs(at, [unknown])[0][1] == ASK, "kept so that it means the same in another language"


def test_the_cause_may_be_one_that_the_clinician_does_not_know_and_nobody_is_called_not_sure() -> None:
    entries = told(scene(items=[str(Item.CAUSE), str(Item.LATE)], more=[]), "unknown", "call", "not sure")
    assert entries[Item.CAUSE].status is Status.ASKED
    assert (entries[Item.LATE].answer, entries[Item.LATE].by) == (Answer(words="call"), None)


@pytest.mark.parametrize("item", [Item.LATE, Item.SCHEDULE, Item.CAUSE, Item.ROUTE])
def test_done_is_said_of_an_injection_and_answers_no_question(item: Item) -> None:
    state = said(scene(items=[str(item)], more=[]), ["done"])
    assert isinstance(state, Asking)
    assert not state.asked


def test_what_was_answered_before_stays_beside_a_question_that_is_asked_again() -> None:
    before = {Item.PHASE: {"picked": ["maintenance"], "words": None}}
    at = scene(items=[str(Item.PHASE), str(Item.CAUSE)], more=[], before=before, asked=True)
    entries = told(at, ASK, ASK)
    assert (entries[Item.PHASE].status, entries[Item.PHASE].answer) == (Status.TO_ASK, Answer(("maintenance",)))
    assert entries[Item.CAUSE].answer is None
