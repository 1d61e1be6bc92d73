"""Prescriptions as labels and guidelines write them (shapes, no advice): each is entered, previewed by dates, saved."""

import pytest

from tests.cast import Person, Stage


async def to_the_first_phase(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg", "yes")
    await anna.taps("Into the muscle", "I, or somebody", "Repletion")


async def knows_the_late_ones(anna: Person) -> None:
    await anna.taps("The other dates stay")
    await anna.says("Inject on the day you remember")


async def next_phase(anna: Person, kind: str = "Maintenance") -> None:
    await anna.taps("Yes, add the next phase", kind, "Yes, the same")


def holds(text: str, *lines: str) -> None:
    for line in lines:
        assert line in text, (line, text)


async def test_daily_then_alternate_days_then_every_few_then_monthly_until_review(stage: Stage, anna: Person) -> None:
    await to_the_first_phase(anna)
    await anna.taps("Every day", "Yes, every day")
    await anna.says("09:00", "3 March")
    await anna.taps("After a number of injections")
    await anna.says("6-7")
    await next_phase(anna, "Repletion")
    await anna.taps("Every few days")
    await anna.says("2", "09:00", "11 March")
    await anna.taps("After a number of injections")
    await anna.says("7")
    await next_phase(anna, "Repletion")
    await anna.taps("Every few days")
    await anna.says("3 to 4", "09:00", "26 March")
    await anna.taps("After some days, weeks", "Weeks")
    await anna.says("2 to 3")
    await next_phase(anna)
    await anna.taps("Every month")
    await anna.says("09:00", "1 May")
    await anna.taps("When my clinician")
    await anna.says("1 September")
    await anna.taps("No, that is all")
    await knows_the_late_ones(anna)
    holds(
        anna.last,
        "6. Sun 8 Mar 09:00\n7. Mon 9 Mar 09:00 (only if your clinician says so)",
        "6 to 7 injections. The last is on Mon 9 Mar 2026 at the latest.",
        "every 2 days at 09:00\nFrom Wed 11 Mar 2026:\n1. Wed 11 Mar 09:00\n2. Fri 13 Mar 09:00",
        "7 injections. The last is on Mon 23 Mar 2026.",
        "every 3 to 4 days at 09:00, for 2 to 3 weeks\nFrom Thu 26 Mar 2026:\n1. Thu 26 Mar 09:00",
        "2. between Sun 29 Mar and Mon 30 Mar\n3. between Wed 1 Apr and Thu 2 Apr",
        "6. between Fri 10 Apr and Sat 11 Apr (only if your clinician says so)",
        "5 to 7 injections. The last is on Tue 14 Apr 2026 at the latest.",
        "every month at 09:00\nFrom Fri 1 May 2026:\n1. Fri 1 May 09:00\n2. Mon 1 Jun 09:00",
        "Until your clinician reviews it on Tue 1 Sept 2026.",
        "If one is late, the other dates stay.\nIf one is late, your clinician said: “Inject on the day you remember”",
    )
    assert "Ask your clinic" not in anna.last
    await anna.taps("Yes, save")
    holds(anna.last, "Saved.", "Tue 3 Mar 09:00\nWed 4 Mar 09:00")
    await stage.next_reminder()
    assert "Time for your injection" in anna.last


async def test_three_times_a_week_then_every_two_to_three_months(anna: Person) -> None:
    await to_the_first_phase(anna)
    await anna.taps("On certain weekdays", "Mon", "Wed", "Fri", "Done")
    await anna.says("08:30", "4 March")
    await anna.taps("After some days, weeks", "Weeks")
    await anna.says("2")
    await next_phase(anna)
    await anna.taps("Every few months")
    await anna.says("2-3", "08:30", "18 May")
    await anna.taps("When my clinician", "I do not know", "No, that is all")
    assert "what happens to the next ones" in anna.last
    assert "Not the same in each phase" not in anna.labels, "only one phase can count from the late one"
    await anna.taps("They count from the late one", "I do not know")
    holds(
        anna.last,
        "every week on Monday, Wednesday and Friday at 08:30, for 2 weeks",
        "6. Mon 16 Mar 08:30",
        "every 2 to 3 months at 08:30",
        "1. Mon 18 May 08:30\n2. between Sat 18 Jul and Tue 18 Aug\n3. between Fri 18 Sept and Sun 18 Oct",
        "If one is late, the next dates count from it.",
        "❓ Ask your clinic\n• When is the review?\n• What shall I do when one is late?",
    )
    await anna.taps("Yes, save")
    holds(anna.last, "Wed 4 Mar 08:30\nFri 6 Mar 08:30\nMon 9 Mar 08:30")


async def test_alternate_days_until_review_then_every_two_months(stage: Stage, anna: Person) -> None:
    await to_the_first_phase(anna)
    await anna.taps("Every few days")
    await anna.says("2", "09:00", "tomorrow")
    await anna.taps("When my clinician")
    await anna.says("16 March")
    assert "what comes after the review?" in anna.last
    await next_phase(anna)
    await anna.taps("Every few months")
    await anna.says("2", "10:00")
    assert "How does this phase end" in anna.last, "its first day is not asked"
    await anna.taps("When my clinician", "I do not know")
    await anna.knows_nothing_of_late_ones()
    holds(
        anna.last,
        "every 2 days at 09:00\nFrom Tue 3 Mar 2026:",
        "then every 2 days from Fri 13 Mar 09:00\nUntil your clinician reviews it on Mon 16 Mar 2026.",
        "every 2 months at 10:00, until your clinician reviews it\nStarts when your clinician says so,",
        "• If one is late, do the other dates stay? Until you know, I leave them.",
    )
    await anna.taps("Yes, save")
    holds(anna.last, "Tue 3 Mar 09:00\nThu 5 Mar 09:00")
    await stage.pass_time(days=20)
    await anna.says("/next")
    assert "Phase 2" not in anna.last, "it never starts by itself"


@pytest.mark.parametrize(
    ("every", "months", "dates"),
    [
        (
            "Every month",
            [],
            "2. Thu 30 Apr 09:00\n3. Sun 31 May 09:00\n4. Tue 30 Jun 09:00\n5. Fri 31 Jul 09:00",
        ),
        (
            "Every few months",
            ["3"],
            "2. Tue 30 Jun 09:00\n3. Wed 30 Sept 09:00\n4. Thu 31 Dec 09:00\n5. Wed 31 Mar 2027 09:00",
        ),
    ],
)
async def test_weekly_four_times_then_every_months_on_the_31st(
    anna: Person, every: str, months: list[str], dates: str
) -> None:
    await to_the_first_phase(anna)
    await anna.taps("Every week")
    await anna.says("09:00", "3 March")
    await anna.taps("After a number of injections")
    await anna.says("4")
    await next_phase(anna)
    await anna.taps(every)
    await anna.says(*months, "09:00", "31 March")
    await anna.taps("When my clinician", "I do not know", "No, that is all", "Not the same in each phase")
    assert "Phase 1: if one is late" in anna.last
    await anna.taps("The other dates stay", "They count from the late one", "Not the same in each phase")
    await anna.says("Inject the next day")
    assert "Phase 2: what did your clinician say" in anna.last
    await anna.taps("I do not know")
    holds(
        anna.last,
        "1. Tue 3 Mar 09:00\n2. Tue 10 Mar 09:00\n3. Tue 17 Mar 09:00\n4. Tue 24 Mar 09:00",
        "The last is on Tue 24 Mar 2026.\nIf one is late, the other dates stay.\n"
        "If one is late, your clinician said: “Inject the next day”",
        f"1. Tue 31 Mar 09:00\n{dates}",
        "Until your clinician reviews it.\nIf one is late, the next dates count from it.",
        "• What shall I do when one is late?",
    )
    await anna.taps("Yes, save")
    assert "Saved." in anna.last


async def test_every_twelve_weeks_then_every_twenty_four(anna: Person) -> None:
    await to_the_first_phase(anna)
    await anna.taps("Every few weeks")
    await anna.says("12", "09:00", "3 March")
    await anna.taps("After a number of injections")
    await anna.says("2")
    await next_phase(anna)
    await anna.taps("Every few weeks")
    await anna.says("24", "09:00", "10 November")
    await anna.taps("After a number of injections")
    await anna.says("2")
    await anna.taps("No, that is all", "They count from the late one", "I do not know")
    holds(anna.last, "1. Tue 3 Mar 09:00\n2. Tue 26 May 09:00", "1. Tue 10 Nov 09:00\n2. Tue 27 Apr 2027 09:00")
    await anna.taps("Yes, save")
    holds(anna.last, "Tue 3 Mar 09:00\nTue 26 May 09:00\nTue 10 Nov 09:00\nTue 27 Apr 2027 09:00")


async def test_twice_a_week_on_chosen_days(anna: Person) -> None:
    await to_the_first_phase(anna)
    await anna.taps("On certain weekdays", "Tue", "Fri", "Done")
    await anna.says("7 pm", "Friday")
    await anna.taps("After some days, weeks", "Months")
    await anna.says("1")
    await anna.taps("No, that is all")
    assert "What did your clinician say to do when one is late?" in anna.last, "weekdays stay in any case"
    await anna.taps("I do not know")
    holds(anna.last, "on Tuesday and Friday at 19:00, for 1 month", "1. Fri 6 Mar 19:00\n2. Tue 10 Mar 19:00")
    await anna.taps("Yes, save")
    holds(anna.last, "Fri 6 Mar 19:00\nTue 10 Mar 19:00")


@pytest.mark.parametrize("said", ["09:00 and 21:00", "9:00, 21:00", "9 pm & 9 am"])
async def test_twice_a_day_for_three_days(stage: Stage, anna: Person, said: str) -> None:
    await to_the_first_phase(anna)
    await anna.taps("Every day", "Yes, every day")
    await anna.says(said)
    assert "2 injections on each of these days, at 09:00 and 21:00: is that what your clinician said?" in anna.last
    await anna.taps("Yes, 2 on each day")
    await anna.says("tomorrow")
    await anna.taps("After some days, weeks", "Days")
    await anna.says("3")
    await anna.taps("No, that is all", "I do not know")
    holds(
        anna.last,
        "every day at 09:00 and 21:00, for 3 days",
        "1. Tue 3 Mar 09:00\n2. Tue 3 Mar 21:00\n3. Wed 4 Mar 09:00",
        "6 injections. The last is on Thu 5 Mar 2026.",
    )
    await anna.taps("Yes, save")
    due = [await stage.next_reminder()]
    await anna.taps("Taken")
    await stage.pass_time(hours=1)
    due.append(await stage.next_reminder())
    assert [f"{at:%d %H}" for at in due] == ["03 08", "03 20"]
