"""The schedule of the checklist: typed as said, read back where it is understood, and made into a plan."""

from tests.cast import Person, Stage


async def asked_the_schedule(person: Person, amount: str = "1000 mcg") -> None:
    """To the question how often."""
    await person.joins()
    await person.says("/checklist")
    await person.taps("Start with the first question", "Repletion (loading)", "Skip")
    await person.says(amount)
    await person.taps("Yes, exactly")


async def ends(person: Person) -> None:
    await person.taps("Skip", "Skip", "No, that is enough", "I'd rather not say")


async def test_what_is_understood_is_shown_and_the_words_are_kept(anna: Person) -> None:
    await asked_the_schedule(anna)
    await anna.says("every other day for 2 weeks, then once a month for life")
    assert "I read this as:" in anna.last
    assert "every 2 days" in anna.last
    assert "every month" in anna.last
    await anna.taps("Yes, that is it")
    await ends(anna)
    assert "✅ Schedule: every other day for 2 weeks, then once a month for life" in anna.last


async def test_what_is_not_understood_can_be_kept_or_typed_again(anna: Person) -> None:
    await asked_the_schedule(anna)
    await anna.says("bimonthly")
    assert "I do not understand all of it." in anna.last
    await anna.says("whenever my nurse calls")
    assert "I do not understand all of it." in anna.last, "typed at once, without a tap before it"
    await anna.taps("No, type it again")
    assert "How often is it given" in anna.last
    await anna.says("when the moon is full")
    await anna.taps("Keep it in my words")
    await ends(anna)
    assert "✅ Schedule: when the moon is full" in anna.last


async def test_another_amount_than_before_is_pointed_out(anna: Person) -> None:
    await asked_the_schedule(anna)
    await anna.says("500 mcg every week for 6 weeks")
    assert "Before, you told me 1,000\u00a0mcg (1\u00a0mg) for one injection." in anna.last
    assert "Here it is 500\u00a0mcg (0.5\u00a0mg). Ask which is right." in anna.last
    await anna.taps("Back")
    await anna.says("1 mg every week for 6 weeks")
    assert "Ask which is right." not in anna.last
    await anna.taps("I don't know yet")
    await ends(anna)
    assert "❓ Schedule: to ask" in anna.last


async def test_daily_is_pointed_out(anna: Person) -> None:
    await asked_the_schedule(anna)
    await anna.says("every day for 10 days")
    assert "That is an injection every day, or more than one." in anna.last
    assert anna.last.endswith("I read this as:\n• every day, for 10 days\nIs that right?"), "next to the Yes"
    await anna.taps("Keep it in my words")
    await ends(anna)
    assert "✅ Schedule: every day for 10 days" in anna.last


async def begins_the_plan(person: Person) -> None:
    """From the overview to what the words were read as."""
    await person.taps("Make my plan from these")
    assert "Which medicine is it?" in person.last
    await person.taps("Hydroxocobalamin", "Skip", "I do not have it here")


async def test_from_an_empty_checklist_through_a_visit_to_a_saved_plan(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.says("/checklist")
    await anna.taps("Start with the first question", *["I don't know yet"] * 5, "No, that is enough")
    assert not any("Make my plan" in label for label in anna.labels)
    await anna.taps("My next visit")
    await anna.says("Thursday", "11:00", "Dr Roth")
    heard = len(anna.heard)
    await stage.pass_time(days=4)
    before, morning, after = [message["text"] for message in anna.heard[heard:]]
    assert "What is the cause of my low B12?" in before
    assert "What is the cause of my low B12?" in morning
    assert "?" in after
    await anna.taps("Tell what was answered")
    await anna.taps("Repletion (loading)")
    await anna.says("six injections", "1000 mcg")
    await anna.taps("Yes, exactly")
    await anna.says("every week for 6 weeks")
    await anna.taps("Yes, that is it", "Asked, no answer yet", "Too little B12 in my food")
    assert "Who told you?" in anna.last
    await anna.says("Dr Roth")
    assert "✅ Schedule: every week for 6 weeks" in anna.last
    assert "⏳ Checks: asked, no answer yet" in anna.last
    await begins_the_plan(anna)
    assert "every week, for 6 weeks" in anna.last
    await anna.taps("Yes, that is it")
    assert "That is 1,000\u00a0mcg (1\u00a0mg)." in anna.last, "the amount was told in the checklist"
    await anna.taps("Yes, exactly", "Into the muscle", "I, or somebody")
    assert "At what time of day" in anna.last, "the phase was told in the checklist"
    await anna.says("09:00", "tomorrow")
    while "I do not know: I will ask" in anna.labels or "No, that is all" in anna.labels:
        await anna.taps("No, that is all" if "No, that is all" in anna.labels else "I do not know")
    assert "Please check every line." in anna.last
    assert "1,000\u00a0mcg" in anna.last
    await anna.taps("Yes, save")
    assert "Saved" in anna.last
    await anna.says("/checklist")
    assert not any("Make my plan" in label for label in anna.labels)
    assert "To clear up" not in anna.last


async def test_words_that_cannot_be_taken_apart_lead_to_the_plans_own_questions(anna: Person) -> None:
    await asked_the_schedule(anna)
    await anna.says("when the moon is full")
    await anna.taps("Keep it in my words")
    await ends(anna)
    await begins_the_plan(anna)
    assert "What is the schedule?" in anna.last
    await anna.taps("Step by step")
    assert "That is 1,000\u00a0mcg (1\u00a0mg)." in anna.last


async def test_a_plan_that_is_half_entered_is_offered_first(anna: Person) -> None:
    await asked_the_schedule(anna)
    await anna.says("every week for 6 weeks")
    await anna.taps("Yes, that is it")
    await ends(anna)
    message, data = anna.button("Make my plan from these")
    await begins_the_plan(anna)
    await anna.taps_data(message, data)
    assert "You have questions that you have not finished." in anna.last
