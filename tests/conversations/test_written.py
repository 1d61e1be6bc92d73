"""The prescription as it was written: typed, read back, filled in; what is missing is asked, and a preview saves."""

from tests.cast import Person, Stage

ISSUE = (
    "1000 mcg IM every other day for 2 weeks, then once a month",
    "1mg i.m. 3x/week for 2/52 then every 3 months",
    "10000mcg sq q week",
    "1 amp daily x 10, weekly x 4, monthly for life",
    "2 veces por semana durante 6 semanas, luego mensual",
)


async def types(anna: Person, text: str) -> None:
    """From /start to the read-back of a typed schedule."""
    await anna.reaches_the_schedule()
    assert "What is the schedule?" in anna.last
    assert "🆘 Get help" in anna.labels
    await anna.says(text)


def holds(text: str, *lines: str) -> None:
    for line in lines:
        assert line in text, (line, text)


async def test_every_other_day_for_two_weeks_then_once_a_month(stage: Stage, anna: Person) -> None:
    await types(anna, ISSUE[0])
    holds(
        anna.last,
        "Is this what your clinician said?",
        "• 1,000\u00a0mcg (1\u00a0mg), into the muscle, every 2 days, for 2 weeks\n"
        "• then 1,000\u00a0mcg (1\u00a0mg), into the muscle, every month",
    )
    await anna.taps("Yes, that is it")
    assert "That is 1,000\u00a0mcg (1\u00a0mg)." in anna.last, "the amount is read back on its own, as ever"
    await anna.taps("Yes, exactly", "I, or somebody")
    holds(anna.last, "Phase 1: what did your clinician call it?", "You typed: 1,000\u00a0mcg (1\u00a0mg), into the")
    await anna.taps("Repletion")
    assert "At what time of day" in anna.last
    await anna.says("09:00", "3 March")
    holds(anna.last, "Phase 2: what did your clinician call it?")
    await anna.taps("Maintenance")
    await anna.says("09:00", "1 April")
    assert "How does this phase end" in anna.last, "no end was typed"
    await anna.taps("When my clinician", "I do not know")
    await anna.knows_nothing_of_late_ones()
    holds(
        anna.last,
        "Injected: into the muscle",
        "every 2 days at 09:00, for 2 weeks\nFrom Tue 3 Mar 2026:\n1. Tue 3 Mar 09:00\n2. Thu 5 Mar 09:00",
        "every month at 09:00\nFrom Wed 1 Apr 2026:",
        "Until your clinician reviews it.",
    )
    await stage.pass_time(days=2)
    assert not any("Time for your injection" in message["text"] for message in anna.heard), "nothing is saved so far"
    await anna.taps("Yes, save")
    assert "Saved." in anna.last


async def test_three_times_a_week_takes_exactly_three_weekdays(anna: Person) -> None:
    await types(anna, ISSUE[1])
    holds(anna.last, "1\u00a0mg (1,000\u00a0mcg), into the muscle, 3 times a week, for 2 weeks", "every 3 months")
    await anna.taps("Yes, that is it", "Yes, exactly", "I, or somebody", "Repletion")
    assert "You typed 3 injections a week: tap 3 days, then Done." in anna.last
    await anna.taps("Mon", "Wed")
    assert "Done" not in anna.labels
    await anna.taps("Fri", "Sat")
    assert "Done" not in anna.labels
    await anna.taps("Sat", "Done")
    await anna.says("08:30", "4 March")
    await anna.taps("Maintenance")
    await anna.says("08:30", "18 March")
    await anna.taps("When my clinician", "I do not know")
    await anna.knows_nothing_of_late_ones()
    holds(
        anna.last,
        "every week on Monday, Wednesday and Friday at 08:30, for 2 weeks",
        "1. Wed 4 Mar 08:30",
        "6. Mon 16 Mar 08:30",
        "every 3 months at 08:30\nFrom Wed 18 Mar 2026:",
    )
    await anna.taps("Yes, save")
    assert "Saved." in anna.last


async def test_a_single_phase_is_a_few_questions(anna: Person) -> None:
    await types(anna, ISSUE[2])
    holds(anna.last, "• 10,000\u00a0mcg (10\u00a0mg), under the skin, every week")
    await anna.taps("Yes, that is it", "Yes, exactly", "I, or somebody", "My clinician did not say")
    await anna.says("18:00", "tomorrow")
    await anna.taps("When my clinician", "I do not know")
    await anna.knows_nothing_of_late_ones()
    holds(anna.last, "Injected: under the skin", "10,000\u00a0mcg (10\u00a0mg), every week at 18:00")
    await anna.taps("Yes, save")
    assert "Saved." in anna.last


async def test_ampoules_are_asked_in_medicine_and_daily_is_asked_twice(anna: Person) -> None:
    await types(anna, ISSUE[3])
    holds(
        anna.last,
        "• 1 ampoule, every day, 10 injections\n• then 1 ampoule, every week, 4 injections\n"
        "• then 1 ampoule, every month, for life",
        "You typed ampoules or vials. I will ask how much medicine that is.",
        "An injection every day, or more than one: I will ask about that too.",
    )
    await anna.taps("Yes, that is it")
    holds(anna.last, "How much is one injection", "You typed: 1 ampoule. Which amount of medicine is that?")
    await anna.says("1 mg")
    await anna.taps("Yes, exactly", "Into the muscle", "I, or somebody", "Repletion")
    assert "Every single day: is that what your clinician said?" in anna.last
    await anna.taps("Yes, every day")
    await anna.says("09:00", "3 March")
    await anna.taps("Repletion")
    await anna.says("09:00", "20 March")
    await anna.taps("Maintenance")
    await anna.says("09:00", "1 May")
    assert "On which day is the review?" in anna.last
    await anna.taps("I do not know")
    await anna.knows_nothing_of_late_ones()
    holds(
        anna.last,
        "10 injections. The last is on Thu 12 Mar 2026.",
        "4 injections. The last is on Fri 10 Apr 2026.",
        "1\u00a0mg (1,000\u00a0mcg), every month at 09:00\nFrom Fri 1 May 2026:",
    )
    await anna.taps("Yes, save")
    assert "Saved." in anna.last


async def test_a_schedule_without_its_amount_in_spanish(stage: Stage) -> None:
    sofia = Person(stage, 303, "Sofía", "es")
    await sofia.says("/start")
    await sofia.taps("Sí, tengo 18", "Acepto", "Médico o profesional")
    await sofia.says("España", "Europe/Madrid")
    await sofia.taps("Sí, es correcto", "Decir medicamento", "Anotar mi plan")
    await sofia.taps("Metilcobalamina", "Omitir", "No la tengo aquí")
    await sofia.says(ISSUE[4])
    holds(sofia.last, "• 2 veces por semana, durante 6 semanas\n• después cada mes", "no dice qué cantidad")
    await sofia.taps("Sí, es eso")
    assert "¿Qué cantidad lleva cada inyección" in sofia.last
    await sofia.says("1000 mcg")
    await sofia.taps("Sí, exactamente", "En el músculo", "Yo, o alguien", "Reposición", "lun", "jue", "Listo")
    await sofia.says("9:00", "5 de marzo")
    await sofia.taps("Mantenimiento")
    await sofia.says("9:00", "1 de mayo")
    await sofia.taps("Cuando la revisen", "No lo sé")
    while "No lo sé: voy a preguntar" in sofia.labels:
        await sofia.taps("No lo sé")
    holds(sofia.last, "1. jue 5 mar 09:00", "1\u00a0000\u00a0mcg (1\u00a0mg), cada mes")
    await sofia.taps("Sí, guardar")


async def test_what_can_be_read_in_two_ways_is_asked_back_and_nothing_is_lost(anna: Person) -> None:
    await types(anna, "10.000 mcg weekly")
    holds(anna.last, "It is about “10.000 mcg”.", "Which amount is that?")
    assert anna.labels == ["Step by step", "◀ Back", "Later", "Cancel", "🆘 Get help"]
    await anna.says("hello there")
    assert "I could not find a schedule in that." in anna.last
    await anna.says("10000mcg sq q week")
    assert "10,000\u00a0mcg (10\u00a0mg), under the skin, every week" in anna.last


async def test_what_is_not_used_is_quoted(anna: Person) -> None:
    await types(anna, "1000 mcg weekly as directed")
    assert "I did not use: “as directed”." in anna.last
    await anna.taps("No, type it again")
    assert "What is the schedule?" in anna.last
    await anna.says("10000mcg sq q week", "1000 mcg weekly as directed")
    assert "• 1,000\u00a0mcg (1\u00a0mg), every week" in anna.last, "the text is taken at the read-back too"
    await anna.taps("Step by step")
    assert "How much is one injection" in anna.last


async def test_back_from_the_first_thing_asked_leads_to_the_read_back(anna: Person) -> None:
    await types(anna, ISSUE[0])
    await anna.taps("Yes, that is it", "Back")
    assert "Is this what your clinician said?" in anna.last
    await anna.taps("Step by step")
    assert "How much is one injection" in anna.last
    await anna.says("500 mcg")
    await anna.taps("Yes, exactly")
    assert "How is it injected" in anna.last, "nothing of what was rejected is left"
    await anna.taps("Into the muscle", "I, or somebody", "Repletion")
    assert "How often are the injections" in anna.last


async def test_back_passes_over_what_was_filled_in(anna: Person) -> None:
    await types(anna, ISSUE[0])
    await anna.taps("Yes, that is it", "Yes, exactly", "I, or somebody", "Repletion")
    assert "At what time of day" in anna.last
    await anna.taps("Back")
    assert "Phase 1: what did your clinician call it?" in anna.last
    await anna.taps("Back")
    assert "Who gives the injections?" in anna.last
    await anna.taps("Back")
    assert "Is that exactly what your clinician said?" in anna.last
    await anna.taps("Back", "Back")
    assert "What is the schedule?" in anna.last


async def test_twice_a_day_takes_exactly_two_times(anna: Person) -> None:
    await types(anna, "500 mcg twice a day for 3 days")
    await anna.taps("Yes, that is it", "Yes, exactly", "Into the muscle", "I, or somebody", "Repletion")
    await anna.taps("Yes, every day")
    assert "You typed 2 injections a day. At what times are they?" in anna.last
    await anna.says("09:00")
    assert "You typed 2 injections a day. At what times are they?" in anna.last
    await anna.says("09:00 and 21:00")
    await anna.taps("Yes, 2 on each day")
    await anna.says("tomorrow")
    await anna.knows_nothing_of_late_ones()
    holds(anna.last, "every day at 09:00 and 21:00, for 3 days")


async def test_what_a_plan_cannot_hold_is_said_and_asked(anna: Person) -> None:
    await types(anna, "1000 mcg IM twice a month")
    assert "I cannot keep “2 times a month” as it is. I will ask you how often." in anna.last
    await anna.taps("Yes, that is it", "Yes, exactly", "I, or somebody", "Maintenance")
    assert "How often are the injections, as your clinician said?" in anna.last


async def test_a_plan_in_force_can_be_typed_anew(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await anna.says("/schedule")
    await anna.taps("Change", "The whole schedule")
    assert "What is the schedule?" in anna.last
    await anna.taps("Step by step")
    assert "Please check every line." in anna.last, "all else stays as it was"
    await anna.taps("Change something", "The whole schedule")
    await anna.says("10000mcg sq q week")
    await anna.taps("Yes, that is it", "Yes, exactly")
    assert "Phase 1: what did your clinician call it?" in anna.last
    await anna.taps("Maintenance")
    await anna.says("10:00", "10 March")
    await anna.taps("When my clinician", "I do not know")
    holds(
        anna.last,
        "Injected: under the skin",
        "10,000\u00a0mcg (10\u00a0mg), every week at 10:00\nFrom Tue 10 Mar 2026:",
    )


async def test_a_language_that_changes_in_between_keeps_what_was_understood(anna: Person) -> None:
    await types(anna, ISSUE[0])
    await anna.says("/settings")
    await anna.taps("Language", "Español")
    await anna.says("/schedule")
    await anna.taps("Seguir")
    holds(anna.last, "en el músculo, cada 2 días, durante 2 semanas")
