"""The questions for the clinician: one a screen, each answered, left for the visit or skipped, kept with history."""

import pytest

from tests.cast import Person, Stage
from tests.conversations.planned import has, told


async def starts(person: Person) -> None:
    """From nothing to the first question."""
    await person.joins()
    await person.says("/checklist")
    await person.taps("Start with the first question")


async def tells_the_five(person: Person) -> None:
    """All five, from the first question to whether there shall be more."""
    await person.taps("Repletion (loading)")
    await person.says("after six injections")
    await person.says("1 mg")
    await person.taps("Yes, exactly")
    await person.says("every week for 6 weeks")
    if "Yes, that is it" in person.labels:
        await person.taps("Yes, that is it")
    await person.taps("Blood count", "Potassium", "Done")
    await person.says("in a month")
    await person.taps("The gut takes up too little")


async def test_the_five_are_asked_one_at_a_time_each_with_its_reason(anna: Person) -> None:
    await starts(anna)
    assert "the phase says how close together" in anna.last
    assert anna.last.count("Why it matters:") == 1
    await anna.taps("Maintenance")
    assert "What ends this phase?" in anna.last
    await anna.says("When the nurse reviews it")
    assert "products differ a lot" in anna.last
    await anna.says("500 mcg")
    assert "That is 500\u00a0mcg (0.5\u00a0mg)." in anna.last
    await anna.taps("No, type it again")
    await anna.says("1 mg")
    await anna.taps("Yes, exactly")
    assert "only a plan with days and an end" in anna.last
    await anna.taps("I don't know yet")
    assert "checks show early" in anna.last
    await anna.taps("Symptoms", "Potassium", "Symptoms", "Something else", "Done")
    await anna.says("my ferritin")
    assert "When will that be checked?" in anna.last
    await anna.says("in spring")
    assert "the cause decides" in anna.last
    await anna.says("Too little meat <or> so")
    assert "These were the five most important." in anna.last
    await anna.taps("No, that is enough")
    assert "Who told you?" in anna.last
    await anna.says("Dr Roth")
    assert "Saved." in anna.last
    assert "✅ Phase: Maintenance; When the nurse reviews it" in anna.last
    assert "✅ Amount: 1\u00a0mg (1,000\u00a0mcg)" in anna.last
    assert "❓ Schedule: to ask" in anna.last
    assert "✅ Checks: Potassium; my ferritin; in spring" in anna.last
    assert "✅ Cause: Too little meat <or> so" in anna.last


async def test_every_question_can_wait_for_the_visit_or_be_skipped(anna: Person) -> None:
    await starts(anna)
    await anna.taps(*["I don't know yet"] * 4, "Skip", "Yes, the others")
    for _ in range(8):
        assert "Skip" in anna.labels
        assert "I don't know yet: ask at my visit" in anna.labels
        await anna.taps("Skip")
    assert "Saved." in anna.last, "where nothing was answered nobody told it"
    assert anna.last.count("to ask") == 4
    assert "▫️ Cause: not looked at yet" in anna.last
    assert "And 8 more questions, if you like." in anna.last


async def test_what_is_answered_in_part_stays_open_with_what_is_known(anna: Person) -> None:
    await starts(anna)
    await anna.taps("Repletion", "I don't know yet", "Skip", "Skip", "Symptoms", "Done", "I don't know yet")
    await anna.taps("My clinician does not know yet", "No, that is enough", "I'd rather not say")
    assert "❓ Phase: to ask. So far: Repletion (loading)" in anna.last
    assert "❓ Checks: to ask. So far: Symptoms" in anna.last
    assert "⏳ Cause: asked, no answer yet. So far: My clinician does not know yet" in anna.last
    await anna.taps("Go on with the questions")
    assert "So far: Repletion (loading)" in anna.last
    await anna.taps("Leave it as it is")
    assert "products differ a lot" in anna.last


async def test_the_others_take_what_fits_them(anna: Person) -> None:
    await starts(anna)
    await anna.taps(*["Skip"] * 5, "Yes, the others", "Hydroxocobalamin", "Into the muscle", "The clinic")
    for item in ("late", "time", "signs", "none known", "dark and cool", "for life"):
        await anna.says(f"On the sheet: {item}")
    await anna.taps("I'd rather not say")
    assert "✅ Medicine: Hydroxocobalamin\n✅ Route: Into the muscle (IM); The clinic\n" in anna.last
    assert "✅ Late injections: On the sheet: late\n✅ What to expect: On the sheet: time" in anna.last
    assert "✅ How long: On the sheet: for life" in anna.last


@pytest.mark.parametrize("days", [1, 60])
async def test_it_goes_on_weeks_later_where_it_was_left(stage: Stage, anna: Person, days: int) -> None:
    await starts(anna)
    await anna.taps("Repletion")
    await anna.says("the blood count")
    await anna.taps("Later")
    await stage.pass_time(days=days)
    await anna.says("/checklist")
    assert "Some answers are not saved yet." in anna.last
    await anna.taps("Go on where I was")
    assert "products differ a lot" in anna.last
    await anna.taps("Back")
    assert "What ends this phase?" in anna.last
    await anna.says("a review", "1 mg")
    await anna.taps("Yes, exactly", "Skip", "Skip", "Skip", "No, that is enough")
    await anna.says("My nurse")
    assert "✅ Phase: Repletion (loading); a review" in anna.last


async def test_an_answer_is_edited_and_keeps_its_history(stage: Stage, anna: Person) -> None:
    await starts(anna)
    await anna.taps("Skip")
    await anna.says("500 mcg")
    await anna.taps("Yes, exactly", "Skip", "Skip", "Skip", "No, that is enough")
    await anna.says("Dr <Roth>")
    await stage.pass_time(days=3)
    await anna.says("/checklist")
    await anna.taps("See or change an answer", "✅ Amount")
    assert "✅ Mon 2 Mar 2026 (Dr <Roth>): 500\u00a0mcg (0.5\u00a0mg)" in anna.last
    await anna.taps("Change it")
    assert "So far: 500\u00a0mcg (0.5\u00a0mg)" in anna.last
    await anna.says("1 mg")
    await anna.taps("Yes, exactly", "I'd rather not say")
    assert "✅ Amount: 1\u00a0mg (1,000\u00a0mcg)" in anna.last
    await anna.taps("See or change an answer", "✅ Amount")
    assert "✅ Thu 5 Mar 2026: 1\u00a0mg (1,000\u00a0mcg)" in anna.last
    assert "Before that\n✅ Mon 2 Mar 2026 (Dr <Roth>): 500\u00a0mcg (0.5\u00a0mg)" in anna.last


async def test_a_question_that_waits_can_be_noted_as_asked(anna: Person) -> None:
    await starts(anna)
    await anna.taps(*["I don't know yet"] * 5, "No, that is enough")
    await anna.taps("See or change an answer", "❓ Cause", "Answer it")
    assert "Asked, no answer yet" in anna.labels
    await anna.taps("Asked, no answer yet")
    assert "⏳ Cause: asked, no answer yet" in anna.last


async def test_an_unusual_amount_is_asked_once_more(anna: Person) -> None:
    await starts(anna)
    await anna.taps("Skip")
    await anna.says("1000 mg")
    assert "This is outside what I know from labels." in anna.last
    await anna.says("1000 mcg")
    assert "outside" not in anna.last
    await anna.taps("I don't know yet")
    assert "only a plan with days" in anna.last


async def test_words_that_are_too_long_are_asked_for_again(anna: Person) -> None:
    await starts(anna)
    await anna.taps(*["Skip"] * 5, "Yes, the others", "Skip", "Skip")
    await anna.says("x" * 301)
    assert "a little too long" in anna.last
    assert "Skip" in anna.labels
    await anna.says("y" * 300)
    assert "you know when to call" in anna.last


async def test_a_warning_sign_in_the_middle_is_met_and_the_question_stays(anna: Person) -> None:
    await starts(anna)
    await anna.taps("Skip")
    await anna.says("my throat is closing")
    assert "Call 112 now" in anna.last
    await anna.taps("Go on with the questions")
    assert "products differ a lot" in anna.last


async def test_signs_that_are_typed_as_the_answer_are_met_and_kept(anna: Person) -> None:
    await starts(anna)
    await anna.taps(*["Skip"] * 5, "Yes, the others", *["Skip"] * 4)
    assert "some signs cannot wait" in anna.last
    await anna.says("trouble breathing, hives")
    assert "call 112 now" in anna.last.lower()
    await anna.says("since noon")
    assert "I did not understand that." in anna.last, "no answer to the next question, which nobody has seen"
    await anna.taps("Go on with the questions")
    assert "cobalt or B12" in anna.last
    await anna.taps("Skip", "Skip", "Skip", "I'd rather not say")
    assert "✅ Signs to report: trouble breathing, hives" in anna.last


async def test_before_consent_and_without_a_prescriber_there_are_questions_too(anna: Person, bruno: Person) -> None:
    await anna.says("/checklist")
    assert "What is the cause of my low B12?" in anna.last
    await bruno.says("/start")
    await bruno.taps("Yes, I am 18", "I agree", "Nobody")
    await bruno.says("Spain", "Europe/Madrid")
    await bruno.taps("Yes, that is right", "Be discreet", "Questions for a clinician")
    await bruno.taps("Start with the first question")
    await tells_the_five(bruno)
    await bruno.taps("No, that is enough", "I'd rather not say")
    assert "✅ Schedule: every week for 6 weeks" in bruno.last
    assert not any("Make my plan" in label for label in bruno.labels), "nobody prescribed one"


async def test_what_disagrees_is_pointed_out_and_never_resolved(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await anna.says("/checklist")
    await anna.taps("Start with the first question", "Skip")
    await anna.says("500 mcg")
    await anna.taps("Yes, exactly", "Skip", "Skip", "The gut takes up too little", "No, that is enough")
    await anna.taps("I'd rather not say")
    plan = "Your plan says 1,000\u00a0mcg (1\u00a0mg), your answer here says 500\u00a0mcg (0.5\u00a0mg)."
    assert f"⚠️ {plan} Ask which is right." in anna.last
    assert "your plan stops on Tue 24 Mar 2026. Ask whether that is right." in anna.last


async def test_what_was_told_before_it_was_left_is_kept_when_another_question_is_taken_up(anna: Person) -> None:
    await starts(anna)
    await anna.taps("Maintenance", "Skip")
    await anna.says("500 mcg")
    await anna.taps("Later")
    await anna.says("/checklist")
    await anna.taps("Send or print", "All questions", "Go on where I was")
    assert "That is 500\u00a0mcg" in anna.last
    await anna.taps("Yes, exactly")
    await anna.says("every we")
    await anna.says("/checklist")
    await anna.taps("Go on where I was")
    await anna.taps("No, type it again", "Skip", "Skip", "My clinician does not know yet", "No, that is enough")
    await anna.taps("I'd rather not say", "See or change an answer", "✅ Phase", "Change it", "Repletion")
    await anna.taps("Later")
    await anna.says("/checklist")
    await anna.taps("See or change an answer", "⏳ Cause", "Answer it", "Too little B12 in my food")
    await anna.taps("I'd rather not say")
    assert "✅ Phase: Repletion (loading)" in anna.last, "what ends it was not told; the rest was"
    assert "✅ Amount: 500\u00a0mcg" in anna.last
    assert "✅ Cause: Too little B12 in my food" in anna.last


async def test_what_is_typed_after_the_questions_answers_no_plan_that_was_begun_before(anna: Person) -> None:
    await anna.joins()
    await anna.taps("Enter my plan")
    await anna.says("/checklist")
    await anna.taps("Start with the first question")
    await anna.says("/cancel", "done")
    assert "Nothing is waiting" in anna.last
    await anna.says("/schedule")
    await anna.taps("Enter my plan")
    assert "Which medicine is it?" in anna.last
