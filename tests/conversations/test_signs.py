"""Warning signs in what is typed: met at once or asked about, wherever the patient stands, and nothing else is lost."""

import pytest

from tests.cast import Person, Stage
from tests.conversations.planned import has, told, twice
from tests.sandbox.given import picture

ACTION, WHOLE = 160, 700
GO_ON, ANSWER = "Go on with the questions", "My words were the answer"
ASKED = "🆘 Is this happening now?"
DENIED = "I have no chest pain"


def is_card(person: Person, number: str) -> None:
    """The newest message says first of all what to do, and fits a phone."""
    assert person.last[:2] in ("🆘 ", "☎ ")
    assert f"Call {number} now" in person.last[:ACTION]
    assert "What to say:" in person.last
    assert len(person.last) <= WHOLE


def quoted(stage: Stage, person: Person) -> str:
    """The patient's words that the newest message quotes."""
    _, sent = next(call for call in reversed(stage.request.calls) if call[0] == "sendMessage")
    quotes = sent["reply_parameters"]["message_id"]
    return next(str(message["text"]) for message in person.chat if message["message_id"] == quotes)


async def is_asked_for_the_cause(person: Person) -> None:
    """In the middle of a dialogue, at a question that takes free words."""
    await person.joins()
    await person.says("/checklist")
    await person.taps("Start with the first question", *["Skip"] * 4)
    assert "the cause decides" in person.last


async def has_a_dose_due(stage: Stage, person: Person) -> None:
    await has(stage, person, told())
    await stage.next_reminder()


def times(person: Person, words: str) -> int:
    return sum(words in message["text"] for message in person.heard)


@pytest.mark.parametrize("said", ["I can't breathe", "i cant braethe", "my throat is closing"])
async def test_a_stranger_is_met_before_consent_and_nothing_else_is_asked(
    stage: Stage, anna: Person, said: str
) -> None:
    await anna.says(said)
    is_card(anna, "your local emergency number (on most mobile phones, 112)")
    assert len(anna.heard) == 1
    assert quoted(stage, anna) == said
    assert GO_ON not in anna.labels
    assert any("All warning signs" in label for label in anna.labels)


async def test_the_card_has_the_number_of_the_country_and_quotes_the_words(stage: Stage, carmen: Person) -> None:
    carmen.stage.sandbox.patch_user(carmen.user, language_code="en")
    await carmen.joins(country="Japan", city="Asia/Tokyo")
    await carmen.says("no puedo respirar")
    is_card(carmen, "119")
    assert quoted(stage, carmen) == "no puedo respirar"


async def test_a_question_that_takes_no_such_words_stays_in_hand(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("I can't breathe")
    is_card(anna, "112")
    assert ANSWER not in anna.labels
    await anna.taps(GO_ON)
    assert "How much is one injection" in anna.last
    await anna.says("I can't breathe")
    await anna.says("1000 mcg")
    assert "1,000" in anna.last, "the question was in hand all the while"


async def test_where_free_words_are_asked_for_they_may_have_been_the_answer(anna: Person) -> None:
    await is_asked_for_the_cause(anna)
    await anna.says("I can't breathe")
    is_card(anna, "112")
    assert GO_ON in anna.labels
    await anna.taps(ANSWER)
    assert any(message["text"].startswith("🆘 Call 112 now") for message in anna.heard), "the card stays"
    assert times(anna, "If it starts, call 112") == 0
    assert "the cause decides" not in anna.last
    assert "I did not understand" not in anna.last
    await anna.taps("No, that is enough", "I'd rather not say")
    assert "I can't breathe" in anna.last, "as it was typed"


async def test_an_edited_message_is_met_and_changes_nothing(stage: Stage, anna: Person) -> None:
    await has_a_dose_due(stage, anna)
    await anna.says("/today")
    mine = [message for message in anna.chat if message["from"] != "bot"][-1]
    stage.sandbox.edit(anna.user, mine["message_id"], "Done, but I can't breathe")
    await stage.answer()
    is_card(anna, "112")
    assert quoted(stage, anna) == "Done, but I can't breathe"
    assert times(anna, "Noted") == 0, "an edited message records nothing"


async def test_an_edited_message_that_is_asked_about_is_no_answer(stage: Stage, anna: Person) -> None:
    await is_asked_for_the_cause(anna)
    mine = [message for message in anna.chat if message["from"] != "bot"][-1]
    stage.sandbox.edit(anna.user, mine["message_id"], DENIED)
    await stage.answer()
    assert anna.last.startswith(ASKED)
    await anna.taps("No")
    assert "the cause decides" in anna.last, "the question is still in hand"


async def test_a_caption_and_somebody_elses_words_are_met_and_are_no_answer(stage: Stage, anna: Person) -> None:
    await is_asked_for_the_cause(anna)
    stage.sandbox.send_photo(anna.user, picture(), "I can't breathe")
    await stage.answer()
    is_card(anna, "112")
    assert quoted(stage, anna) == "I can't breathe"
    assert ANSWER not in anna.labels
    assert GO_ON in anna.labels
    stage.sandbox.say(anna.user, DENIED, forwarded=True)
    await stage.answer()
    assert anna.last.startswith(ASKED)
    await anna.taps("No")
    assert "the cause decides" in anna.last, "asked again: these were not her words"


async def test_a_forwarded_record_of_a_dose_is_nobodys_here(stage: Stage, anna: Person) -> None:
    await has_a_dose_due(stage, anna)
    stage.sandbox.say(anna.user, "Done, but my tongue feels swollen", forwarded=True)
    await stage.answer()
    is_card(anna, "112")
    assert times(anna, "Noted") == 0


@pytest.mark.parametrize("command", ["/today", "/start", "/nonsense", "/cancel"])
async def test_behind_a_command_it_is_met_as_well_and_last(anna: Person, command: str) -> None:
    await anna.joins()
    before = len(anna.heard)
    await anna.says(f"{command} I can't breathe")
    is_card(anna, "112")
    assert len(anna.heard) > before + 1, "what the command brings stands above"


async def test_words_behind_a_command_answer_no_question(anna: Person) -> None:
    await is_asked_for_the_cause(anna)
    await anna.says(f"/today {DENIED}")
    assert anna.last.startswith(ASKED)
    await anna.taps("No")
    assert "the cause decides" in anna.last


async def test_yes_it_is_happening_now(stage: Stage, anna: Person) -> None:
    await is_asked_for_the_cause(anna)
    await anna.says(DENIED)
    assert anna.last.startswith(ASKED)
    assert "call 112 now" in anna.last[:ACTION]
    assert quoted(stage, anna) == DENIED
    await anna.taps("Yes, now")
    is_card(anna, "112")
    await anna.taps(GO_ON)
    assert "the cause decides" in anna.last


async def test_no_to_is_this_happening_now_goes_on_where_it_was(anna: Person) -> None:
    await is_asked_for_the_cause(anna)
    await anna.says(DENIED)
    await anna.taps("No")
    assert times(anna, ASKED) == 0, "the answer stands in its place"
    assert times(anna, "Thank you. If it starts, call 112") == 1
    assert "the cause decides" in anna.last, "nothing is taken for an answer unseen"
    await anna.taps(ANSWER, "No, that is enough", "I'd rather not say")
    assert DENIED in anna.last


async def test_it_was_before_says_to_call_the_clinic_today_and_the_words_are_not_lost(anna: Person) -> None:
    await is_asked_for_the_cause(anna)
    await anna.says(DENIED)
    await anna.taps("It was before")
    assert times(anna, "Tell your clinic: call today") == 1
    await anna.taps(ANSWER, "No, that is enough", "I'd rather not say")
    assert DENIED in anna.last


async def test_outside_any_dialogue_no_is_thanked_for(anna: Person, bruno: Person) -> None:
    await anna.joins()
    await anna.says(DENIED)
    await anna.taps("No")
    assert anna.last.startswith("Thank you. If it starts, call 112")
    assert ANSWER not in anna.labels
    await bruno.says(DENIED)
    await bruno.taps("No")
    assert "Thank you. If it starts, call your local emergency number" in bruno.last


async def test_an_answer_that_comes_after_another_question_is_not_taken_for_that_one(anna: Person) -> None:
    await is_asked_for_the_cause(anna)
    await anna.says(DENIED)
    message, data = anna.button("No")
    await anna.says("none known")
    question = anna.last
    await anna.taps_data(message, data)
    assert anna.last == question, "asked again"
    assert times(anna, "I did not understand") == 0


async def test_two_taps_take_the_words_once(stage: Stage, anna: Person) -> None:
    await is_asked_for_the_cause(anna)
    await anna.says(DENIED)
    await anna.taps("No")
    await twice(stage, anna, ANSWER)
    await anna.taps("No, that is enough", "I'd rather not say")
    assert anna.last.count(DENIED) == 1
    await anna.says(DENIED)
    await twice(stage, anna, "Yes, now")
    is_card(anna, "112")


async def test_after_the_words_were_deleted_the_question_is_asked_again(stage: Stage, anna: Person) -> None:
    await is_asked_for_the_cause(anna)
    await anna.says(DENIED)
    mine = [message for message in anna.chat if message["from"] != "bot"][-1]
    await stage.program.bot.delete_message(anna.user, mine["message_id"])
    await anna.taps("No")
    assert "the cause decides" in anna.last
    assert times(anna, "Thank you. If it starts") == 1


async def test_a_denied_sign_of_breathing_is_still_asked_about(anna: Person) -> None:
    await anna.joins()
    for said in ("no trouble breathing today", "what if I cannot breathe after the injection?"):
        await anna.says(said)
        assert anna.last.startswith(ASKED)
        assert "breathing or your throat" in anna.last
        assert "call 112 now" in anna.last[:ACTION]


async def test_a_denied_thought_of_self_harm_is_still_asked_about(anna: Person) -> None:
    await anna.joins()
    for said in ("I am not suicidal", "I'm not suicidal, just tired"):
        await anna.says(said)
        assert anna.last.startswith(ASKED)
        assert "your mood, or harm to yourself" in anna.last
        await anna.taps("Yes, now")
        is_card(anna, "112")
        assert "if you may harm yourself" in anna.last[:ACTION]


async def test_signs_to_report_are_kept_and_the_questions_go_on(anna: Person) -> None:
    await is_asked_for_the_cause(anna)
    await anna.taps("Skip", "Yes, the others", *["Skip"] * 4)
    assert "some signs cannot wait" in anna.last
    await anna.says("fever, but no chest pain")
    assert anna.last.startswith(ASKED)
    await anna.taps("No")
    assert "cobalt or B12" in anna.last, "the next question"
    await anna.taps("Skip", "Skip", "Skip", "I'd rather not say")
    assert "✅ Signs to report: fever, but no chest pain" in anna.last
