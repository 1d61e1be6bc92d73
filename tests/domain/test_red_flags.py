"""Warning signs in what is typed: what the phrases and the classifier come to together."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lexicon import lexicon
from bot.domain.red_flags import LIMITS, MOST_CLAUSES, Flag, Judge, Leaning, Tier, clauses, is_doubt, screen
from bot.domain.symptoms import Sign

PHRASES = lexicon(
    [
        {
            "chest": ["chest pain", "~collapsed"],
            "stroke": ["drooping face"],
            "softeners": ["no", "if"],
            "others": [],
            "lookalikes": [],
        }
    ]
)


def leans(now: float = 0, ask: float = 0, sign: Sign = Sign.CHEST) -> Leaning:
    """A text that leans so far."""
    return Leaning(
        {one: now if one is sign else 0.0 for one in Sign}, {one: ask if one is sign else 0.0 for one in Sign}
    )


def judge(told: Mapping[str, Leaning], other: Leaning | None = None) -> Judge:
    """A classifier that has been told what to say."""

    def says(texts: Sequence[str]) -> list[Leaning]:
        return [told.get(text, other or leans()) for text in texts]

    return says


def tier(said: str, heard: Judge | None) -> Tier | None:
    """Which tier it comes to."""
    flag = screen(said, PHRASES, heard, LIMITS)
    return flag.tier if flag else None


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("chest pain", Tier.NOW),
        ("CHSET PAIN since noon", Tier.NOW),
        ("no chest pain", Tier.ASK),
        ("if I get a drooping face?", Tier.ASK),
        ("collapsed", Tier.NOW),
        ("hello", None),
        ("", None),
        ("9" * 2000, None),
        ("!?", None),
    ],
)
def test_the_phrases_alone_decide_where_there_is_no_classifier(said: str, found: Tier | None) -> None:
    assert tier(said, None) == found


@pytest.mark.parametrize(
    ("said", "lean", "found"),
    [
        ("an elephant sits on me", leans(now=LIMITS.now), Tier.NOW),
        ("half of me is asleep", leans(now=LIMITS.maybe, sign=Sign.STROKE), Tier.ASK),
        ("half of me is asleep", leans(now=0.1, ask=LIMITS.ask - 0.1, sign=Sign.STROKE), Tier.ASK),
        ("half of me is asleep", leans(now=LIMITS.maybe - 0.01, sign=Sign.STROKE), None),
        ("an elephant sits on me", leans(now=LIMITS.maybe - 0.01, sign=Sign.CHEST), Tier.ASK),
        ("an elephant sits on me", leans(now=0.1, ask=LIMITS.ask - 0.11, sign=Sign.CHEST), Tier.ASK),
        ("an elephant sits on me", leans(now=0.1, ask=0.1), None),
        ("chest pain", leans(now=LIMITS.doubt), Tier.NOW),
        ("chest pain", leans(), Tier.ASK),
        ("no chest pain", leans(), Tier.ASK),
        ("no drooping face", leans(), None),
        ("no drooping face", leans(now=LIMITS.hint), Tier.ASK),
        ("the roof collapsed", leans(), None),
        ("the roof collapsed", leans(now=LIMITS.hint), Tier.ASK),
        ("12:30", leans(now=1), None),
    ],
)
def test_phrases_and_classifier_come_to_one_answer(said: str, lean: Leaning, found: Tier | None) -> None:
    assert tier(said, judge({}, lean)) == found


def test_one_clause_is_enough() -> None:
    heard = judge({"btw my tongue feels odd": leans(now=LIMITS.part, sign=Sign.ALLERGY)})
    assert screen("8pm left thigh, btw my tongue feels odd", PHRASES, heard, LIMITS) == Flag(
        Tier.NOW, Sign.ALLERGY, f"like what was written as now, {LIMITS.part:.2f}"
    )


def test_it_says_what_it_was_seen_by_and_what_it_is_about() -> None:
    assert screen("no chest pain", PHRASES, judge({}), LIMITS) == Flag(
        Tier.ASK, Sign.CHEST, "words: chest pain, denied or supposed", heard=True
    )
    asked = screen("hm", PHRASES, judge({}, leans(ask=0.6, sign=Sign.MIND)), LIMITS)
    assert asked == Flag(Tier.ASK, Sign.MIND, "like what was written as ask, 0.60")


def test_a_text_falls_into_its_clauses() -> None:
    assert clauses("8pm, left thigh. Btw: my tongue!\nOk (no rash) - fine 1,000") == [
        "8pm",
        "left thigh",
        "Btw",
        "my tongue Ok no rash fine 1,000",
    ]
    assert clauses("  ,. ") == []
    assert clauses("at 7:15 and 1.5 ml. Then: no") == ["at 7:15 and 1.5 ml", "Then", "no"]


@given(st.text())
def test_no_text_raises_and_no_clause_is_lost(said: str) -> None:
    screen(said, PHRASES, judge({}), LIMITS)
    assert len(clauses(said)) <= MOST_CLAUSES


def test_only_what_is_asked_about_by_likeness_alone_is_a_doubt() -> None:
    assert is_doubt(Flag(Tier.ASK, Sign.NERVE, "like"))
    assert not is_doubt(Flag(Tier.ASK, Sign.NERVE, "words", heard=True))
    assert not is_doubt(Flag(Tier.NOW, Sign.NERVE, "like"))


def test_a_few_words_are_not_asked_about_sooner_than_others() -> None:
    lean = LIMITS.maybe - LIMITS.sooner
    few, more = "all of them", "all of them at once"
    heard = judge({text: leans(now=lean, sign=Sign.MIND) for text in (few, more)})
    assert [tier(text, heard) for text in (few, more)] == [None, Tier.ASK]
