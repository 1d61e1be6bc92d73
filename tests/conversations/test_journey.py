"""A newcomer's way: from /start to a plan, its reminders, and looking at it."""

from datetime import UTC, datetime

from tests.cast import Person, Stage


async def test_a_newcomer_gets_from_start_to_the_next_date(stage: Stage, anna: Person) -> None:
    await anna.says("/start")
    assert "Are you 18 or over?" in anna.last
    await anna.taps("Yes, I am 18")
    assert "not end-to-end encrypted" in anna.last
    await anna.taps("I agree")
    assert "Who prescribed" in anna.last
    await anna.taps("A doctor")
    await anna.says("Germany", "Europe/Berlin")
    assert "It is now 09:00 where you are, right?" in anna.last
    await anna.taps("Yes, that is right", "Name my medicine")
    assert "All set" in anna.last
    await anna.enters_weekly_plan()
    assert "Saved" in anna.last
    assert "Tue 3 Mar 09:00" in anna.last
    await stage.next_reminder()
    assert "Time for your injection" in anna.last
    assert "Due: Tue 3 Mar 09:00" in anna.last
    assert "Injection 1 of 4, repletion phase" in anna.last
    assert "Methylcobalamin, 1,000\u00a0mcg (1\u00a0mg)" in anna.last
    await anna.taps("Taken")
    assert "Noted: you had this injection" in anna.last
    assert "Next: Tue 10 Mar 09:00" in anna.last
    heard = len(anna.heard)
    await stage.pass_time(days=2)
    assert [str(one["text"])[:20] for one in anna.heard[heard:]] == ["After your injection"], "and no reminder"


async def test_the_preview_names_dates_with_weekdays_and_both_units_and_only_yes_saves(
    stage: Stage, anna: Person
) -> None:
    await anna.joins()
    await anna.taps("Enter my plan", "Hydroxocobalamin")
    await anna.says("Box from the clinic")
    await anna.taps("Per ampoule")
    await anna.says("1 mg")
    await anna.taps("Per mL")
    await anna.says("1 mg/ml")
    await anna.taps("Nothing more", "Step by step")
    await anna.says("1 mg")
    assert "That is 1\u00a0mg (1,000\u00a0mcg)." in anna.last
    await anna.taps("Yes, exactly", "Into the muscle", "I, or somebody", "Repletion", "On certain weekdays")
    await anna.taps("Mon", "Wed", "Fri", "Done")
    await anna.says("8:30", "4 March")
    await anna.taps("After some days, weeks", "Weeks")
    await anna.says("2")
    await anna.taps("Yes, add the next phase", "Maintenance", "Yes, the same", "Every few months")
    await anna.says("3", "08:30", "18 March")
    assert "How does this phase end" in anna.last
    await anna.taps("When my clinician", "I do not know", "No, that is all")
    await anna.knows_nothing_of_late_ones()
    preview = anna.last
    for line in (
        "Medicine: Hydroxocobalamin",
        "Product: Box from the clinic",
        "Label, per ampoule: 1\u00a0mg (1,000\u00a0mcg)",
        "Label, per mL: 1\u00a0mg (1,000\u00a0mcg)",
        "Phase 1: repletion",
        "every week on Monday, Wednesday and Friday at 08:30",
        "1. Wed 4 Mar 08:30\n2. Fri 6 Mar 08:30\n3. Mon 9 Mar 08:30",
        "6 injections. The last is on Mon 16 Mar 2026.",
        "Phase 2: maintenance",
        "every 3 months at 08:30",
        "1. Wed 18 Mar 08:30\n2. Thu 18 Jun 08:30",
        "then every 3 months from",
        "Until your clinician reviews it.",
        "Times are for Europe/Berlin.",
    ):
        assert line in preview
    await stage.pass_time(days=3)
    assert len([m for m in anna.heard if "Time for your injection" in m["text"]]) == 0, "nothing was saved yet"
    await anna.taps("Yes, save")
    assert "Saved" in anna.last
    assert "Fri 6 Mar 08:30" in anna.last


async def test_one_part_of_the_plan_can_be_changed_before_saving(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg")
    await anna.taps("Yes, exactly", "Into the muscle", "I, or somebody", "Maintenance", "Every month")
    await anna.says("09:00", "31 March")
    await anna.taps("When my clinician", "I do not know", "No, that is all")
    await anna.knows_nothing_of_late_ones()
    assert "Tue 31 Mar 09:00\n2. Thu 30 Apr 09:00" in anna.last
    await anna.taps("Change something", "Amount of one injection")
    await anna.says("500 mcg")
    await anna.taps("Yes, exactly")
    assert "500\u00a0mcg (0.5\u00a0mg), every month" in anna.last
    await anna.taps("Change something", "Phase 1", "Repletion", "Every few days")
    await anna.says("2", "10:00", "tomorrow")
    await anna.taps("On a date")
    await anna.says("9 March")
    await anna.taps("No, that is all")
    assert "every 2 days at 10:00" in anna.last
    assert "4 injections. The last is on Mon 9 Mar 2026." in anna.last


async def test_today_and_next_tell_where_things_stand(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan(injections=2)
    await anna.says("/today")
    assert "Nothing is due right now." in anna.last
    assert "Next injection: Tue 3 Mar 09:00" in anna.last
    await stage.next_reminder()
    await anna.says("/today")
    assert "Waiting for your answer" in anna.last
    await anna.taps("Taken")
    await anna.says("/today")
    assert "Last injection: Tue 3 Mar 09:00" in anna.last
    assert "My last reminder reached you: Tue 3 Mar 09:00" in anna.last
    await anna.says("/next")
    assert "Tue 10 Mar 2026 09:00" in anna.last
    await stage.pass_time(days=7)
    await anna.taps("Taken")
    assert "This was the last one in your plan." in anna.last
    await anna.says("/next")
    assert "No further injection" in anna.last


async def test_an_early_injection_is_asked_about_and_then_noted(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan(start="9 March")
    await anna.says("/today")
    await anna.taps("I had the next one already")
    assert "not due yet" in anna.last
    await anna.taps("Yes, I had it just now")
    assert "Noted" in anna.last
    heard = len(anna.heard)
    await stage.pass_time(days=8)
    assert [str(one["text"])[:20] for one in anna.heard[heard:]] == ["After your injection"], "and no reminder"


async def test_a_new_plan_ends_the_old_one_and_keeps_its_record(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.next_reminder()
    await anna.taps("Taken")
    await anna.says("/schedule")
    assert "Your plan, as you confirmed it" in anna.last
    await anna.taps("Enter another plan", "It replaces my plan", "Cyanocobalamin", "Skip", "I do not have it here")
    await anna.taps("Step by step")
    await anna.says("500 mcg")
    await anna.taps("Yes, exactly", "Under the skin", "I, or somebody", "Maintenance", "Every month")
    await anna.says("18:00", "20 March")
    await anna.taps("When my clinician", "I do not know", "No, that is all")
    await anna.knows_nothing_of_late_ones()
    await anna.taps("Yes, save")
    await stage.move_to(datetime(2026, 3, 20, 17, tzinfo=UTC))
    assert "Cyanocobalamin" in anna.last
    await anna.says("/today")
    assert "Last injection: Tue 3 Mar 09:00" in anna.last


async def test_ending_the_plan_is_asked_back_and_stops_reminders(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await anna.says("/schedule")
    await anna.taps("End this plan")
    assert "talk to your clinician before you stop" in anna.last
    await anna.taps("No, keep my plan", "End this plan", "Yes, end it")
    assert "Your plan has ended" in anna.last
    heard = len(anna.heard)
    await stage.pass_time(days=30)
    assert len(anna.heard) == heard
    await anna.says("/schedule")
    assert "Your last one has ended: Methylcobalamin." in anna.last
