"""Questions in one's own words, at any moment: the page, a choice, a kind refusal; and /ask."""

import pytest

from bot.i18n import Languages
from tests.cast import LOCALES, Json, Person, Stage

PAGES = Languages(LOCALES).of("en").pages
REFUSED = "Only your prescriber can answer that."
OUTSIDE = "I have no answer to that."
PHASE = "Which phase am I in"


def shown(message: Json) -> str:
    """The topic whose page this message is; empty for any other."""
    title = str(message["text"]).split("\n", maxsplit=1)[0]
    return next((page.topic for page in PAGES.values() if page.title == title), "")


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("how long until I feel better?", "improvement_time"),
        ("can I have wine tonight", "alcohol"),
        ("why 10000 and not 1000", "strength_difference"),
        ("what does repletion mean?", "repletion_phase"),
        ("where do I put the used needles?", "disposal"),
    ],
)
async def test_a_question_is_answered_by_its_page(anna: Person, said: str, topic: str) -> None:
    await anna.joins()
    await anna.says(said)
    assert shown(anna.heard[-1]) == topic
    assert PAGES[topic].paragraphs[0].text in anna.last


async def test_a_dose_question_is_refused_kindly_and_can_be_kept_for_the_visit(anna: Person) -> None:
    await anna.joins()
    await anna.says("how much more can I take this week?")
    assert anna.last.startswith(REFUSED)
    await anna.taps("Keep it for my visit")
    assert "how much more can I take this week?" in anna.last
    await anna.says("/checklist")
    assert "❓ how much more can I take this week?" in anna.last


async def test_what_no_page_answers_is_said_so_and_can_be_kept(anna: Person) -> None:
    await anna.joins()
    await anna.says("who won the football last night?")
    assert anna.last.startswith(OUTSIDE)
    await anna.taps("Keep it for my visit", "My questions for the visit")
    assert "❓ who won the football last night?" in anna.last
    await anna.taps("✓ who won")
    assert "None yet" in anna.last


async def test_a_page_offers_to_keep_its_question_for_the_visit(anna: Person) -> None:
    await anna.joins()
    await anna.says("how long until I feel better?")
    await anna.taps("Add to my questions for the visit")
    assert "How soon will I feel better?" in anna.last


async def test_a_warning_sign_comes_before_any_page_and_the_page_after_no(anna: Person) -> None:
    await anna.joins()
    await anna.says("what if I can't breathe after the injection?")
    assert "🆘" in anna.last
    assert not shown(anna.heard[-1])


async def test_a_question_in_the_middle_of_a_dialogue_is_answered_and_the_dialogue_asks_again(anna: Person) -> None:
    await anna.joins()
    await anna.says("/checklist")
    await anna.taps("Start with the first question")
    assert PHASE in anna.last
    await anna.says("what does repletion mean?")
    assert shown(anna.heard[-2]) == "repletion_phase"
    assert PHASE in anna.last
    await anna.taps("Repletion (loading)")
    assert "What ends this phase?" in anna.last


async def test_words_that_are_put_as_a_question_can_still_be_the_answer(anna: Person) -> None:
    await anna.joins()
    await anna.says("/checklist")
    await anna.taps("Start with the first question", "Repletion (loading)")
    assert "What ends this phase?" in anna.last
    await anna.says("when should the blood tests be taken, before my injection?")
    assert shown(anna.heard[-2]) == "test_timing"
    assert "What ends this phase?" in anna.last
    await anna.taps("My words were the answer")
    assert "What ends this phase?" not in anna.last
    await anna.says("/checklist")
    assert "when should the blood tests be taken" not in anna.last, "it is kept once the dialogue ends"


async def test_an_answer_is_not_taken_for_a_question(anna: Person) -> None:
    await anna.joins()
    await anna.says("/checklist")
    await anna.taps("Start with the first question", "Repletion (loading)")
    await anna.says("when my blood count has recovered")
    assert not shown(anna.heard[-2])
    assert "How much B12 is in one injection" in anna.last


async def test_what_else_to_ask_at_the_visit_may_be_any_question(anna: Person) -> None:
    await anna.joins()
    await anna.says("/checklist")
    await anna.taps("My own questions", "Add a question")
    await anna.says("can I drink alcohol?")
    assert anna.last.startswith("Saved for your visit.")
    assert "can I drink alcohol?" in anna.last


async def test_all_topics_are_found_by_theme_with_their_sources(anna: Person) -> None:
    await anna.joins()
    await anna.says("/ask")
    await anna.taps("Daily life and other medicines", "alcohol")
    assert shown(anna.heard[-1]) == "alcohol"
    await anna.taps("Sources and more")
    for source in PAGES["alcohol"].sources:
        assert source.name in anna.last
        assert source.date[:4] in anna.last
    assert "No clinician has checked them yet" in anna.last
    await anna.taps("Back to the answer", "All themes")
    assert "What would you like to know?" in anna.last


async def test_ask_answers_the_words_behind_it(anna: Person) -> None:
    await anna.joins()
    await anna.says("/ask can I have wine tonight")
    assert shown(anna.heard[-1]) == "alcohol"
    await anna.says("/ask xyzzy plugh")
    assert anna.last.startswith(OUTSIDE)


async def test_whether_a_page_helped_is_counted_once(anna: Person, stage: Stage) -> None:
    await anna.joins()
    await anna.says("can I have wine tonight")
    toast = await anna.taps("👍 This helped")
    assert toast == "Thank you. I count that, not who said it."
    assert "👍 This helped" not in anna.labels
    assert shown(anna.heard[-1]) == "alcohol"


async def test_a_question_is_passed_on_only_after_it_was_seen_as_it_is_kept(anna: Person) -> None:
    await anna.joins()
    await anna.says("who won the football, mail me at anna@example.org?")
    await anna.taps("Pass it on, without my name")
    assert "who won the football, mail me at …" in anna.last
    assert "anna@example.org" not in anna.last
    await anna.taps("Yes, pass it on")
    assert anna.last == "Thank you. I passed it on, without your name."


async def test_a_choice_can_be_turned_down(anna: Person) -> None:
    await anna.joins()
    message = await _a_choice(anna)
    assert len([row for row in message["buttons"] if "None of these" in row[0]["text"]]) == 1
    await anna.taps("None of these")
    assert anna.last.startswith(OUTSIDE)
    await anna.taps("Keep it for my visit")
    assert anna.last.startswith("Saved for your visit.")


async def test_a_choice_leads_to_its_page(anna: Person) -> None:
    await anna.joins()
    message = await _a_choice(anna)
    await anna.taps(message["buttons"][0][0]["text"])
    assert shown(anna.heard[-1])


async def _a_choice(anna: Person) -> Json:
    """A message of three pages to choose from."""
    for said in ("the blood thing?", "what about dates?", "anything on needles and places?"):
        await anna.says(said)
        if "Did you mean one of these?" in anna.last:
            return anna.heard[-1]
    raise AssertionError("nothing was vague enough")


async def test_what_is_neither_a_question_nor_anything_else_gets_the_short_menu(anna: Person) -> None:
    await anna.joins()
    await anna.says("asdf")
    assert "I did not understand that" in anna.last


async def test_a_newcomer_is_greeted_first(anna: Person) -> None:
    await anna.says("can I have wine tonight")
    assert "18" in anna.last
    assert not shown(anna.heard[-1])
