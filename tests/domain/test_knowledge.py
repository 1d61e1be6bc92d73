"""What follows from what a text is like: a page, a choice, a refusal, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.knowledge import (
    DOSE,
    ELSEWHERE,
    LIMITS,
    OFFERED,
    OUTSIDE,
    STATEMENT,
    SURE,
    Answer,
    DoseQuestion,
    Found,
    Likeness,
    Outside,
    Suggest,
    beside_doubt,
    decide,
    find,
    is_sure,
)

TOPICS = ("alcohol", "diet", "sleep", "travel")


def likeness(**shares: float) -> Likeness:
    """These, and next to nothing of all else."""
    bare = dict.fromkeys((*TOPICS, *ELSEWHERE), 0.01)
    named = {"dose": DOSE, "outside": OUTSIDE, "statement": STATEMENT}
    return bare | {named.get(kind, kind): share for kind, share in shares.items()}


def test_a_topic_that_stands_out_is_answered() -> None:
    found = decide(likeness(diet=0.9, alcohol=0.1))
    assert isinstance(found, Answer)
    assert (found.topic, found.topics[:2], found.confidence) == ("diet", ("diet", "alcohol"), 0.9)


def test_topics_close_to_each_other_are_offered_the_likeliest_first() -> None:
    found = decide(likeness(diet=0.42, alcohol=0.40, travel=0.1))
    assert isinstance(found, Suggest)
    assert found.topics == ("diet", "alcohol", "travel")


def test_a_dose_question_is_refused_however_like_a_topic_it_is() -> None:
    assert isinstance(decide(likeness(dose=0.9)), DoseQuestion)
    assert isinstance(decide(likeness(dose=0.5, diet=0.5)), DoseQuestion)
    assert not isinstance(decide(likeness(dose=0.3, diet=0.33)), Answer), "in doubt there is no direct answer"


def test_what_is_like_no_topic_is_outside() -> None:
    assert decide(likeness(outside=0.9)) == Outside(0.99, asked=True)
    assert decide(likeness(statement=0.9)) == Outside(0.99, asked=False)
    assert isinstance(decide(likeness()), Outside)


def test_what_is_more_like_something_else_is_not_answered() -> None:
    assert not isinstance(decide(likeness(diet=0.6, outside=0.6)), Answer)


@given(st.dictionaries(st.sampled_from([*TOPICS, *ELSEWHERE]), st.floats(-0.5, 1.5), min_size=7, max_size=7))
def test_whatever_it_is_like_it_comes_to_something_with_a_reason(shares: dict[str, float]) -> None:
    found = decide(shares)
    match found:
        case Answer(topics, confidence):
            assert confidence == shares[topics[0]] == max(shares[topic] for topic in TOPICS) >= LIMITS.answer
            assert shares[DOSE] < max(LIMITS.dose, confidence)
        case Suggest(topics, _):
            assert len(set(topics)) == OFFERED
            assert set(topics) <= set(TOPICS)
        case DoseQuestion(confidence):
            assert confidence == shares[DOSE]
        case Outside():
            most = max(shares[topic] for topic in TOPICS)
            assert most < LIMITS.suggest or max(shares[OUTSIDE], shares[STATEMENT]) - most >= LIMITS.beyond


@pytest.mark.parametrize("text", ["", "  ", "👍", "12:30", "???"])
def test_what_has_no_letters_is_not_even_compared(text: str) -> None:
    def never(texts: object) -> list[Likeness]:
        raise AssertionError(texts)

    assert find(text, never) == Outside(1.0, asked=False)


def test_the_whole_text_is_compared() -> None:
    seen: list[str] = []

    def judge(texts: object) -> list[Likeness]:
        assert isinstance(texts, list)
        seen.extend(texts)
        return [likeness(sleep=0.8)]

    assert isinstance(find("It is late. Can I sleep?", judge), Answer)
    assert seen == ["It is late. Can I sleep?"]


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (DoseQuestion(0.9), True),
        (Answer(("diet", "sleep", "travel"), 0.9), True),
        (Answer(("sleep", "diet", "travel"), 0.9), False),
        (Suggest(("diet", "sleep", "travel"), 0.2), True),
        (Suggest(("sleep", "diet", "travel"), 0.2), False),
        (Outside(0.9, asked=True), False),
    ],
)
def test_beside_a_doubtful_sign_all_is_shown_but_what_is_about_signs(found: Found, shown: bool) -> None:
    assert beside_doubt(found, {"sleep"}) is shown


def test_in_the_middle_of_something_else_only_a_sure_answer_is_given_unasked() -> None:
    topics = ("diet", "sleep", "travel")
    assert is_sure(Answer(topics, SURE))
    assert not is_sure(Answer(topics, SURE - 0.01))
    assert not is_sure(Suggest(topics, SURE))
    assert not is_sure(DoseQuestion(1.0))
