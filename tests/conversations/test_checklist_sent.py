"""The checklist sent: as plain messages to forward, as a page to print; and what its notices' buttons do."""

import html

from bot.domain.regimen import AfterCount, PhaseKind
from bot.views.checklist_buttons import AskAtVisit, StillSo
from bot.views.codec import encode
from tests.cast import Person, Stage
from tests.conversations.planned import has, told
from tests.conversations.test_checklist import starts
from tests.conversations.test_stale import old_tap


async def has_some_answers(person: Person) -> None:
    await starts(person)
    await person.taps("Maintenance", "Skip", "I don't know yet", "Skip", "Skip", "Too little B12 in my food")
    await person.taps("No, that is enough")
    await person.says("Dr <Roth>")


async def test_a_message_to_forward_has_no_buttons_and_the_way_on_stands_apart(anna: Person) -> None:
    await has_some_answers(anna)
    await anna.taps("Send or print", "As a message to forward")
    list_, way_on = anna.heard[-2:]
    assert list_["buttons"] == []
    assert "My B12 treatment: questions and answers" in list_["text"]
    assert "✅ Mon 2 Mar 2026 (Dr <Roth>): Maintenance" in list_["text"]
    assert "❓ Mon 2 Mar 2026: to ask at my visit" in list_["text"]
    assert list_["text"].count("❓ to ask") == 2
    assert "No clinician has checked it." in list_["text"]
    assert "Above is your list." in way_on["text"]


async def test_long_answers_are_forwarded_whole_in_several_messages(anna: Person) -> None:
    await starts(anna)
    words = "&<>" * 100
    await anna.taps(*["Skip"] * 5, "Yes, the others")
    for item in range(8):
        await anna.says(f"{item}{words[1:]}")
        if item == 1:
            await anna.taps("The clinic")
    await anna.taps("I'd rather not say")
    assert "…" in anna.last, "the overview is short"
    heard = len(anna.heard)
    await anna.taps("Send or print", "As a message to forward")
    texts = "".join(message["text"] for message in anna.heard[heard + 1 : -1])
    assert len(anna.heard) - heard > 3
    for item in range(8):
        assert f"{item}{words[1:]}" in html.unescape(texts)


async def test_the_page_to_print_comes_in_ones_own_language_and_in_another(stage: Stage, anna: Person) -> None:
    await has_some_answers(anna)
    await anna.taps("Send or print", "As a page to print (PDF)")
    first = anna.heard[-1]["document"]
    assert "Here is your page to print." in anna.last
    await anna.taps("All questions", "Send or print", "As a page in another language", "Español")
    second = anna.heard[-1]["document"]
    pages = [stage.sandbox.file(one["file_id"]) for one in (first, second)]
    contents = [page[1] for page in pages if page is not None]
    assert all(content.startswith(b"%PDF-") for content in contents)
    assert contents[0] != contents[1]


async def test_yes_to_an_announced_end_is_noted_and_changes_nothing(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await stage.deliver(old_tap(anna, 1, encode(StillSo(1, 1))))
    assert "Your plan stays as it is." in anna.last
    await anna.says("/next")
    assert "Tue 24 Mar 2026 09:00" in anna.last


async def test_an_end_that_is_not_known_becomes_a_question_with_what_was_answered(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await anna.says("/checklist")
    await anna.taps("Start with the first question", "Skip", "Skip")
    await anna.says("every week")
    await anna.taps("Yes, that is it", "Skip", "Skip", "No, that is enough", "I'd rather not say")
    await stage.deliver(old_tap(anna, 1, encode(AskAtVisit(1, 1))))
    assert "Noted as a question for your clinician." in anna.last
    await anna.taps("Questions for a clinician")
    assert "❓ Schedule: to ask. So far: every week" in anna.last


async def test_a_strangers_announcements_find_nothing(stage: Stage, anna: Person, bruno: Person) -> None:
    await has(stage, anna, told())
    await bruno.joins()
    await stage.deliver(old_tap(bruno, 1, encode(StillSo(1, 1))))
    assert "You have no plan here yet." in bruno.last


async def test_the_phase_that_a_plan_is_in_is_compared_with_the_answer(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told(kind=PhaseKind.REPLETION, end=AfterCount(4)))
    await stage.pass_time(days=2)
    await anna.says("/checklist")
    await anna.taps("Start with the first question", "Maintenance", "Skip", *["Skip"] * 4, "No, that is enough")
    await anna.taps("I'd rather not say")
    assert "Your plan is in repletion now, your answer here says maintenance. Ask which is right." in anna.last


async def test_what_was_told_in_a_dialogue_that_was_left_is_sent_too(anna: Person) -> None:
    await starts(anna)
    await anna.taps("Maintenance")
    await anna.says("a review in June")
    await anna.taps("Later")
    await anna.says("/checklist")
    await anna.taps("Send or print", "As a message to forward")
    sent = anna.heard[-2]["text"]
    assert "✅ Mon 2 Mar 2026: Maintenance; a review in June" in sent
    assert sent.count("❓ to ask") == 4
    await anna.taps("All questions")
    assert "Some answers are not saved yet." in anna.last, "sending saves nothing"
