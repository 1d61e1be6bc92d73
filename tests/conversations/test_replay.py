"""The replay of a dialogue: filled-in answers count but are nobody's word, and a late question spares old drafts."""

from bot.i18n import Html
from bot.views.screen import Prompt
from conversations.dialogue import FILLED, Again, Asking, Done, Play, Question, answered, replay, without

PROMPT = Prompt(Html("?"))


def word(said: str) -> str | Again:
    return said if said.isalpha() else Again(PROMPT)


def script() -> Play[tuple[str, str, str]]:
    """Three questions; the second came late, and counts as "none" where the third was answered before."""
    first: str = yield Question("first", PROMPT, word)
    second: str = yield Question("second", PROMPT, word, since=("third", "none"))
    third: str = yield Question("third", PROMPT, word)
    return first, second, third


def test_what_was_filled_in_is_not_asked_and_back_passes_over_it() -> None:
    asking = replay(script(), (("first", "a"), (FILLED + "second", "b")))
    assert isinstance(asking, Asking)
    assert (asking.question.name, asking.asked) == ("third", ("first",))


def test_what_is_filled_in_and_no_longer_fits_is_asked() -> None:
    asking = replay(script(), (("first", "a"), (FILLED + "second", "2"), ("third", "c")))
    assert isinstance(asking, Asking)
    assert asking.question.name == "second"


def test_what_was_said_goes_before_what_was_filled_in_and_takes_its_place() -> None:
    answers = (("first", "a"), (FILLED + "second", "b"), ("third", "c"))
    question = Question("second", PROMPT, word)
    corrected = answered(question, "x", "x", answers)
    assert corrected == (("first", "a"), ("third", "c"), ("second", "x"))
    assert replay(script(), (*answers, ("second", "x"))) == Done(("a", "x", "c"))


def test_to_forget_a_question_forgets_its_filled_in_answer_too() -> None:
    answers = (("first", "a"), (FILLED + "second", "b"), (FILLED + "third", "c"), ("fourth", "d"))
    assert without(("sec",), answers) == (("first", "a"), (FILLED + "third", "c"), ("fourth", "d"))
    assert without((FILLED + "s", FILLED + "f"), answers) == (("first", "a"), (FILLED + "third", "c"), ("fourth", "d"))


def test_a_draft_from_before_a_question_goes_on_where_it_was() -> None:
    assert replay(script(), (("first", "a"), ("third", "c"))) == Done(("a", "none", "c"))
    asking = replay(script(), (("first", "a"),))
    assert isinstance(asking, Asking)
    assert asking.question.name == "second", "one that had not come so far is asked"
