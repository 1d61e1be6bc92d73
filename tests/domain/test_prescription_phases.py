"""How long, what then, and what is left over: the phases of a written prescription."""

import pytest

from tests.domain.short_prescription import read


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("1 mg weekly x 4", "1 mg 1/1wk x4"),
        ("1 mg weekly, 6 doses", "1 mg 1/1wk x6"),
        ("1 mg weekly 6 doses", "? UNCLEAR_END 6 doses"),
        ("1 mg x 2 every week", "? UNCLEAR_FREQUENCY x 2 every week"),
        ("1 mg x 2, every week", "? UNCLEAR_END x 2"),
        ("1 mg, 1 injection, weekly", "1 mg 1/1wk"),
        ("1 mg every week, 1 injection", "1 mg 1/1wk x1"),
        ("1 mg weekly for 6 doses", "1 mg 1/1wk x6"),
        ("1 mg weekly for a total of 6 injections", "1 mg 1/1wk x6"),
        ("1 mg weekly x 6-7", "1 mg 1/1wk x6-7"),
        ("1 mg weekly x 7-6", "? UNCLEAR_RANGE x 7-6"),
        ("1 mg weekly x 4 for 4 weeks", "? UNCLEAR_END for 4 weeks"),
        ("1 mg weekly for 4 weeks, for 4 weeks", "1 mg 1/1wk for 4wk"),
        ("1 mg weekly for 4", "? UNCLEAR_END for 4"),
        ("1 mg weekly for 2/52", "1 mg 1/1wk for 2wk"),
        ("1 mg weekly for a fortnight", "1 mg 1/1wk for 2wk"),
        ("1 mg weekly for the first month", "1 mg 1/1wk for 1mo"),
        ("1 mg weekly for 1-2 weeks", "1 mg 1/1wk for 1-2wk"),
        ("1 mg weekly until 3 May", "1 mg 1/1wk until 2026-05-03"),
        ("1 mg weekly until 3/5", "? UNCLEAR_END until 3/5"),
        ("1 mg weekly until Friday", "1 mg 1/1wk until 2026-03-06"),
        ("1 mg weekly until Monday", "? UNCLEAR_END until Monday"),
        ("1 mg weekly until I feel better", "1 mg 1/1wk until review"),
        ("1 mg weekly until he says so", "? UNCLEAR_END until"),
        ("1 mg weekly until 3 May 500 mcg", "? UNCLEAR_AMOUNT 500 mcg"),
        ("1 mg monthly for life", "1 mg 1/1mo for life"),
        ("1 mg weekly for life then monthly", "? NO_END 1 mg weekly for life"),
        ("1 mg weekly after 2 weeks monthly", "? UNCLEAR_END after 2 weeks"),
        ("1 mg weekly up to 6 weeks", "? UNCLEAR_END up to"),
    ],
)
def test_an_end_is_read_in_one_way_or_asked_about(text: str, short: str) -> None:
    assert read(text) == short


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("1 mg weekly x 4, monthly", "1 mg 1/1wk x4 | 1 mg 1/1mo"),
        ("1 mg weekly x 4 and then 500 mcg monthly", "1 mg 1/1wk x4 | 500 mcg 1/1mo"),
        ("1 mg weekly for 4 weeks, on Mondays", "1 mg 1/1wk on 0 for 4wk"),
        ("1 mg weekly for 4 weeks, weekly 500 mcg", "1 mg 1/1wk for 4wk | 500 mcg 1/1wk"),
        ("1 mg weekly, then 500 mcg", "? NO_END 1 mg weekly"),
        ("1 mg weekly, then for 4 weeks", "? NO_END 1 mg weekly"),
        ("1 mg weekly, then 4 doses", "? UNCLEAR_END 4 doses"),
        ("1 mg monthly thereafter for life", "1 mg 1/1mo for life"),
        ("then 1 mg weekly", "1 mg 1/1wk"),
        ("1 mg weekly, monthly", "? NO_END 1 mg weekly"),
        ("1 mg weekly x 4 then moontlhy", "? UNCLEAR_FREQUENCY moontlhy"),
        ("1 mg weekly. then review", "1 mg 1/1wk (review)"),
        ("1 mg weekly x 4, thiamine 100 mcg daily", "? UNCLEAR_FREQUENCY thiamine 100 mcg daily"),
        ("Phase 1: 1 mg weekly for 4 weeks. Phase 2: 1 mg monthly.", "1 mg 1/1wk for 4wk | 1 mg 1/1mo"),
        ("1 mg im weekly x4, sc monthly", "1 mg im 1/1wk x4 | 1 mg subcut 1/1mo"),
        ("1 mg im weekly sc", "1 mg 1/1wk"),
        ("1 mg IM/SC weekly", "1 mg 1/1wk (IM/SC)"),
        ("1 mg, im, weekly", "1 mg im 1/1wk"),
    ],
)
def test_pieces_are_put_together_to_phases(text: str, short: str) -> None:
    assert read(text) == short


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("1 mg weekly, not monthly", "? UNCLEAR_FREQUENCY not"),
        ("1 mg every day except Sunday", "? UNCLEAR_FREQUENCY except"),
        ("6 mg in total 3 times a week", "? UNCLEAR_AMOUNT in total"),
        ("3 mg weekly in divided doses", "? UNCLEAR_AMOUNT divided"),
        ("1 mg weekly, alternate arms", "1 mg 1/1wk (alternate arms)"),
        ("1 mg weekly x 4 sessions", "? UNCLEAR_END x 4 sessions"),
        ("1 mg weekly x 4 please", "1 mg 1/1wk x4"),
        ("1 mg weekly x 4 eeks", "? UNCLEAR_END x 4 eeks"),
        ("1 amp weekly x 4 then on eampoule monthly", "? UNCLEAR_FREQUENCY eampoule"),
        ("helf an ampoule weekly", "? UNCLEAR_FREQUENCY helf"),
        ("1 mg wtwice weekly", "? UNCLEAR_FREQUENCY wtwice"),
        ("1 mg weekly for 2 weeks the nmothly", "? UNCLEAR_FREQUENCY nmothly"),
        ("1 mg Mon/Wed/Frr", "? UNCLEAR_FREQUENCY /"),
        ("1 mg weekly as needed", "? UNCLEAR_FREQUENCY as needed"),
        ("1 mg weekly, as directed", "1 mg 1/1wk (as directed)"),
        ("1 mg weekly by the nurse", "1 mg 1/1wk (by the nurse)"),
        (
            "the nurse said: inject 1 mg weekly as directed. Rotate sites.",
            "1 mg 1/1wk (the nurse said) (as directed) (Rotate sites)",
        ),
        ("I'm on 1 mg weekly", "1 mg 1/1wk"),
        ("1 mg weekly, out of the sun", "1 mg 1/1wk (out of the sun)"),
        ("1 mg weekly & rest", "1 mg 1/1wk (rest)"),
        ("1 mg weekly #4", "? UNCLEAR_AMOUNT #"),
        ("1 mg weekly -4", "? NOT_POSITIVE -4"),
        ("1 mg weekly 0", "? NOT_POSITIVE 0"),
        ("1 mg weekly times", "? UNCLEAR_FREQUENCY times"),
        ("1 mg weekly life until", "? UNCLEAR_END until"),
        ("1 mg weekly, 2 of them", "? UNCLEAR_AMOUNT 2"),
        ("hello", "? NOTHING"),
        ("no thanks", "? NOTHING"),
        ("7", "? UNCLEAR_AMOUNT 7"),
        ("1 mg every-other-day", "1 mg 1/2d"),
        ("1 mg weekly\u2014then 1 mg", "? NO_END 1 mg weekly"),
        ("1 mg weekly x 4 \u2014 monthly", "1 mg 1/1wk x4 | 1 mg 1/1mo"),
        ("1 mg every 2 -3 weeks", "1 mg 1/2-3wk"),
        ("1 mg every 2 \u2013 3 weeks", "1 mg 1/2-3wk"),
        ("mcg weekly", "? UNCLEAR_AMOUNT mcg"),
    ],
)
def test_no_number_and_no_word_that_changes_the_meaning_is_left_out(text: str, short: str) -> None:
    assert read(text) == short
