"""/schedule and /next with one plan and several: change, the day before, end, undo, start again."""

from datetime import timedelta

from tests.cast import Person, Stage


async def enters_beside(anna: Person, medicine: str = "Hydroxocobalamin", start: str = "4 March") -> None:
    """A second plan, every three months, beside the one in force."""
    await anna.says("/schedule")
    await anna.taps("Enter another plan", "It is another medicine", medicine, "Skip", "I do not have it here")
    await anna.taps("Step by step")
    await anna.says("1 mg", "yes")
    await anna.taps("Into the muscle", "I, or somebody", "Maintenance", "Every few months")
    await anna.says("3", "18:00", start)
    await anna.taps("When my clinician", "I do not know", "No, that is all")
    await anna.knows_nothing_of_late_ones()


async def test_a_second_medicine_stands_beside_the_first(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await enters_beside(anna)
    assert "Beside it you keep your plan for Methylcobalamin." in anna.last
    await anna.taps("Yes, save")
    before = len(anna.heard)
    await anna.says("/schedule")
    first, second = anna.heard[before:]
    assert "Plan 1 of 2: Methylcobalamin" in first["text"]
    assert "Plan 2 of 2: Hydroxocobalamin" in second["text"]
    assert "Enter another plan" not in str(first["buttons"])
    assert "Enter another plan" in str(second["buttons"])
    await anna.says("/next")
    assert (
        "Tue 3 Mar 2026 09:00: Methylcobalamin, 1,000\u00a0mcg (1\u00a0mg)\n"
        "Wed 4 Mar 2026 18:00: Hydroxocobalamin, 1\u00a0mg (1,000\u00a0mcg)\n"
        "Tue 10 Mar 2026 09:00: Methylcobalamin" in anna.last
    )
    for medicine in ("Methylcobalamin", "Hydroxocobalamin"):
        await stage.next_reminder()
        assert medicine in anna.last
        await anna.taps("Taken")
        await stage.next_reminder()
        assert anna.last.startswith("After your injection: any of these now?")


async def test_ending_one_of_two_names_it_and_leaves_the_other(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await enters_beside(anna)
    await anna.taps("Yes, save")
    await anna.says("/schedule")
    await anna.taps("End this plan")
    assert "It is the plan for Hydroxocobalamin." in anna.last
    await anna.taps("Yes, end it")
    await anna.says("/schedule")
    assert "Your plan, as you confirmed it" in anna.last
    assert "Medicine: Methylcobalamin" in anna.last


async def test_a_new_plan_replaces_the_one_that_is_named(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await enters_beside(anna)
    await anna.taps("Yes, save")
    await anna.says("/schedule")
    await anna.taps("Enter another plan", "replaces my plan for Hydroxocobalamin", "Cyanocobalamin", "Skip")
    await anna.taps("I do not have it here", "Step by step")
    await anna.says("1 mg", "yes")
    await anna.taps("Under the skin", "I, or somebody", "Maintenance", "Every month")
    await anna.says("18:00", "20 March")
    await anna.taps("When my clinician", "I do not know", "No, that is all")
    await anna.knows_nothing_of_late_ones()
    assert "This plan replaces the one you have here now: Hydroxocobalamin." in anna.last
    assert "Beside it you keep your plan for Methylcobalamin." in anna.last
    await anna.taps("Yes, save")
    await anna.says("/next")
    assert "Cyanocobalamin" in anna.last
    assert "Methylcobalamin" in anna.last
    assert "Hydroxocobalamin" not in anna.last


async def test_a_plan_is_changed_in_one_part_and_keeps_what_was_recorded(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.next_reminder()
    await anna.taps("Taken")
    await stage.pass_time(days=1)
    await anna.says("/schedule")
    await anna.taps("Change something")
    assert "What shall I ask again?" in anna.last
    await anna.taps("Phase 1", "Repletion", "Every week")
    await anna.says("20:00", "3 March 2026")
    await anna.taps("After a number of injections")
    await anna.says("5")
    await anna.taps("No, that is all")
    assert "This takes the place of your plan as it was. What you recorded stays." in anna.last
    assert "5. Tue 31 Mar 20:00" in anna.last
    await anna.taps("Yes, save")
    assert "Saved." in anna.last
    assert "3 Mar" not in anna.last, "what was had is not due again"
    assert "Tue 10 Mar 20:00" in anna.last
    await anna.says("/today")
    assert "Last injection: Tue 3 Mar 09:00" in anna.last
    assert await stage.next_reminder() - stage.clock.now() == timedelta(0)
    assert "Due: Tue 10 Mar 20:00" in anna.last


async def test_looking_at_what_can_be_changed_leaves_nothing_behind(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await anna.says("/schedule")
    await anna.taps("Change something")
    await anna.says("/schedule")
    assert "Your plan, as you confirmed it" in anna.last
    await anna.taps("Change something", "Nothing: show the plan again")
    assert "Please check every line." in anna.last
    await anna.taps("Change something", "How it is injected")
    await anna.says("/schedule")
    assert "not finished" in anna.last, "now there is something to lose"
    await anna.taps("Go on", "Under the skin", "Yes, save")
    await anna.says("/schedule")
    assert "Injected: under the skin" in anna.last


async def test_a_changed_plan_can_be_put_back_for_a_day(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await anna.says("/schedule")
    await anna.taps("Change something", "How it is injected", "Under the skin", "Yes, save")
    await anna.taps("Undo")
    await anna.says("/schedule")
    assert "Injected: into the muscle" in anna.last
    await anna.taps("End this plan", "Yes, end it", "Undo")
    await anna.says("/schedule")
    assert "Your plan, as you confirmed it" in anna.last


async def test_dates_that_count_from_a_late_injection_are_previewed_as_they_fall(stage: Stage, anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg", "yes")
    await anna.taps("Into the muscle", "I, or somebody", "Repletion", "Every week")
    await anna.says("09:00", "tomorrow")
    await anna.taps("After a number of injections")
    await anna.says("3")
    await anna.taps("No, that is all", "They count from the late one", "I do not know", "Yes, save")
    await stage.next_reminder()
    await stage.pass_time(days=1)
    await anna.taps("Taken", "I had it just now") if "just now" in str(anna.labels) else await anna.taps("Taken")
    await anna.says("/schedule")
    assert "2. Wed 11 Mar 09:00\n3. Wed 18 Mar 09:00" in anna.last
    await anna.taps("Change something", "How it is injected", "Under the skin")
    assert "2. Wed 11 Mar 09:00\n3. Wed 18 Mar 09:00" in anna.last
    await anna.taps("Yes, save")
    assert "Wed 11 Mar 09:00\nWed 18 Mar 09:00" in anna.last, "what is saved is what was shown"


async def test_an_ended_plan_starts_again_with_new_dates(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await anna.says("/schedule")
    await anna.taps("End this plan", "Yes, end it")
    await stage.pass_time(days=100)
    await anna.says("/schedule")
    assert "Your last one has ended: Methylcobalamin." in anna.last
    await anna.taps("Start it again")
    assert "On which day is the first injection?" in anna.last
    await anna.says("15 June")
    assert "1. Mon 15 Jun 09:00\n2. Mon 22 Jun 09:00" in anna.last
    assert "4 injections. The last is on Mon 6 Jul 2026." in anna.last
    await anna.taps("Yes, save")
    assert "Mon 15 Jun 09:00" in anna.last


async def test_an_old_start_it_again_beside_a_plan_shows_the_plan(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await anna.says("/schedule")
    await anna.taps("End this plan", "Yes, end it")
    await anna.says("/schedule")
    message, data = anna.button("Start it again")
    await anna.enters_weekly_plan()
    await anna.taps_data(message, data)
    assert "Your plan, as you confirmed it" in anna.last


async def test_the_day_before_is_reminded_of_on_request_only(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan(start="9 March")
    await anna.says("/schedule")
    toast = await anna.taps("Remind me the day before too")
    assert toast == "I remind you on the day before too."
    assert "No reminder the day before" in anna.labels
    await anna.taps("Change something", "How it is injected", "Under the skin")
    assert "I remind you on the day before too." in anna.last, "a change keeps the wish"
    await anna.taps("Yes, save")
    due = await stage.next_reminder()
    assert f"{due:%d %H}" == "08 08"
    await anna.says("/schedule")
    await anna.taps("No reminder the day before")
    assert "Remind me the day before too" in anna.labels


async def test_buttons_of_a_plan_that_is_over_show_what_there_is(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await anna.says("/schedule")
    old = [anna.button("Change something"), anna.button("Remind me the day before")]
    await anna.says("/schedule")
    await anna.taps("End this plan", "Yes, end it")
    for message, data in old:
        await anna.taps_data(message, data)
        assert "Your last one has ended" in anna.last


async def test_where_the_clinic_injects_the_bot_reminds_to_book(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg", "yes")
    await anna.taps("Into the muscle", "The clinic")
    assert "How long before each injection shall I remind you to book it?" in anna.last
    await anna.taps("2 weeks before", "Maintenance", "Every few months")
    await anna.says("3", "09:00", "1 April")
    await anna.taps("When my clinician", "I do not know", "No, that is all")
    await anna.knows_nothing_of_late_ones()
    assert "Given by: the clinic\nI remind you 2 weeks ahead to book it." in anna.last
    await anna.taps("Change something", "Who gives the injections", "The clinic", "No reminder to book")
    assert "I do not remind you to book it." in anna.last
    await anna.taps("Yes, save")
    await anna.says("/schedule")
    assert not any("day before" in label for label in anna.labels), "where a clinic injects it comes in any case"


async def test_two_plans_for_one_medicine_are_asked_about(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await enters_beside(anna, medicine="Methylcobalamin")
    assert "You have a plan for this medicine already." in anna.last
    await anna.taps("Change something", "Medicine", "Hydroxocobalamin")
    assert "You have a plan for this medicine already." not in anna.last


async def test_after_the_review_the_phase_that_waited_is_started(stage: Stage, anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg", "yes")
    await anna.taps("Into the muscle", "I, or somebody", "Repletion", "Every few days")
    await anna.says("2", "09:00", "tomorrow")
    await anna.taps("When my clinician")
    await anna.says("16 March")
    await anna.taps("Yes, add the next phase", "Maintenance", "Yes, the same", "Every few months")
    await anna.says("2", "09:00")
    await anna.taps("When my clinician", "I do not know")
    await anna.knows_nothing_of_late_ones()
    assert "When is the review?" not in anna.last, "the one that matters is known"
    await anna.taps("Yes, save")
    await stage.pass_time(days=14)
    await anna.says("/schedule")
    await anna.taps("Change something", "The review has been: start phase 2", "On a date")
    await anna.says("15 March 2026")
    assert "On which day is the first injection of this phase?" in anna.last
    await anna.says("1 April")
    await anna.taps("No, that is all")
    assert (
        "Phase 2: maintenance\n1,000\u00a0mcg (1\u00a0mg), every 2 months at 09:00\nFrom Wed 1 Apr 2026:" in anna.last
    )
    await anna.taps("Yes, save")
    assert "Wed 1 Apr 09:00\nMon 1 Jun 09:00" in anna.last


async def test_another_first_day_forgets_what_the_dates_hung_on(stage: Stage, anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg", "yes")
    await anna.taps("Into the muscle", "I, or somebody", "Repletion", "Every week")
    await anna.says("09:00", "tomorrow")
    await anna.taps("After a number of injections")
    await anna.says("3")
    await anna.taps("No, that is all", "They count from the late one", "I do not know", "Yes, save")
    await stage.pass_time(days=1)
    await anna.taps("Taken")
    await anna.says("/schedule")
    await anna.taps("Change something", "Phase 1", "Repletion", "Every week")
    await anna.says("09:00", "20 April")
    await anna.taps("After a number of injections")
    await anna.says("3")
    await anna.taps("No, that is all")
    assert "1. Mon 20 Apr 09:00\n2. Mon 27 Apr 09:00\n3. Mon 4 May 09:00" in anna.last
    await anna.taps("Yes, save")
    assert "Mon 20 Apr 09:00\nMon 27 Apr 09:00\nMon 4 May 09:00" in anna.last
