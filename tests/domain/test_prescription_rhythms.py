"""How often, and at what times of day, a written prescription says."""

import pytest

from tests.domain.short_prescription import read


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("1 mg once weekly", "1 mg 1/1wk"),
        ("1 mg monthly once", "1 mg 1/1mo"),
        ("1 mg twice every other day", "? UNCLEAR_FREQUENCY twice every other day"),
        ("1 mg twice tiw", "? UNCLEAR_FREQUENCY twice tiw"),
        ("1 mg bid", "1 mg 2/1d ? DAILY"),
        ("1 mg 3 weekly", "? UNCLEAR_FREQUENCY 3 weekly"),
        ("1 mg 3-weekly", "1 mg 1/3wk"),
        ("1 mg ten monthly", "? UNCLEAR_FREQUENCY ten monthly"),
        ("1 mg 6 monthly", "1 mg 1/6mo"),
        ("1 mg 12 weekly", "1 mg 1/12wk"),
        ("1 mg 1 weekly", "1 mg 1/1wk"),
        ("1 mg 3 daily", "? UNCLEAR_FREQUENCY 3 daily"),
        ("1 mg 2-3 monthly", "1 mg 1/2-3mo"),
        ("1 mg 1 a month", "1 mg 1/1mo"),
        ("1 mg 2 injections a week", "1 mg 2/1wk"),
        ("1 mg 2 injections every week", "? UNCLEAR_FREQUENCY 2 injections every week"),
        ("1 mg every 36 hours", "1 mg 1/36h"),
        ("1 mg q72h", "1 mg 1/3d"),
        ("1 mg every 24 to 48 hours", "? UNCLEAR_RANGE every 24 to 48 hours"),
        ("1 mg every 24 to 36 hours", "1 mg 1/24-36h ? DAILY"),
        ("1 mg every 5 minutes", "? UNUSUAL_FREQUENCY every 5 minutes"),
        ("1 mg 10 times a day", "? UNUSUAL_FREQUENCY 10 times a day"),
        ("1 mg every 5 years", "? UNUSUAL_FREQUENCY every 5 years"),
        ("1 mg every year", "1 mg 1/1a"),
        ("1 mg every 2 to 4 weeks", "1 mg 1/2-4wk"),
        ("1 mg every 1-3 months", "1 mg 1/1-3mo"),
        ("1 mg every 1 to 2 days", "? UNCLEAR_RANGE every 1 to 2 days"),
        ("1 mg 3-2 times a week", "? UNCLEAR_RANGE 3-2 times a week"),
        ("1 mg 3-3 times a week", "? UNCLEAR_RANGE 3-3 times a week"),
        ("1 mg once a fortnight", "1 mg 1/2wk"),
        ("1 mg twice a fortnight", "1 mg 2/2wk"),
        ("1 mg per minute", "? UNUSUAL_FREQUENCY 1 mg per minute"),
        ("1 mg every morning", "1 mg 1/1d ? DAILY"),
        ("1 mg every 2 weeks, 2 weeks apart", "1 mg 1/2wk"),
        ("1 mg every Monday and Thursday", "1 mg 2/1wk on 03"),
        ("1 mg M/W/F", "1 mg 3/1wk on 024"),
        ("1 mg every third Monday", "? UNCLEAR_FREQUENCY every third Monday"),
        ("1 mg every other Monday", "1 mg 1/2wk on 0"),
        ("1 mg 3 times a week, Mon, Wed & Fri", "1 mg 3/1wk on 024"),
        ("1 mg every 2 weeks on Monday", "1 mg 1/2wk on 0"),
        ("1 mg once a week on Monday and Thursday", "? UNCLEAR_FREQUENCY on Monday and Thursday"),
        ("1 mg 2-3 times a week on Monday and Thursday", "? UNCLEAR_FREQUENCY on Monday and Thursday"),
        ("1 mg daily on Monday", "? UNCLEAR_FREQUENCY on Monday"),
        ("1 mg every other Monday every 2 weeks", "? UNCLEAR_FREQUENCY every 2 weeks"),
        ("1 mg on Monday every Tuesday", "? UNCLEAR_FREQUENCY every Tuesday"),
        ("1 mg monday to friday", "? UNCLEAR_FREQUENCY friday"),
        ("1 mg weekly daily", "? UNCLEAR_FREQUENCY daily"),
        ("1 mg once weekly, weekly", "1 mg 1/1wk"),
        ("1 mg tursday", "? UNCLEAR_FREQUENCY tursday"),
        ("1 mg x 2 weekly", "? UNCLEAR_FREQUENCY x 2 weekly"),
        ("1 mg per day", "1 mg 1/1d ? DAILY"),
        ("1 mg on the first day of each month", "? UNCLEAR_FREQUENCY the first day of"),
        ("1 mg the first week of each month", "? UNCLEAR_FREQUENCY the first week of"),
        ("1 mg 7 times a week", "1 mg 7/1wk ? DAILY"),
    ],
)
def test_a_rhythm_is_read_in_one_way_or_asked_about(text: str, short: str) -> None:
    assert read(text) == short


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("1 mg weekly at 9am", "1 mg 1/1wk 09:00"),
        ("1 mg weekly at 9", "? UNCLEAR_AMOUNT 9"),
        ("1 mg weekly at noon", "1 mg 1/1wk 12:00"),
        ("1 mg daily at 09:00 and 21:00", "1 mg 2/1d 09:00 21:00 ? DAILY"),
        ("1 mg twice a day at 09:00 and 21:00", "1 mg 2/1d 09:00 21:00 ? DAILY"),
        ("1 mg twice a day at 09:00", "? UNCLEAR_FREQUENCY"),
        ("1 mg once a day at 09:00 and 21:00", "? UNCLEAR_FREQUENCY"),
        ("1 mg 3 times a week at 9am", "1 mg 3/1wk 09:00"),
        ("1 mg on Mondays at 9am and 9pm", "1 mg 1/1wk on 0 09:00 21:00"),
        ("1 mg at 9am, weekly at 10am", "? UNCLEAR_FREQUENCY at 10am"),
        ("1 mg weekly in the morning", "1 mg 1/1wk (in the morning)"),
        ("1 mg at 19:30 200 mcg weekly", "? UNCLEAR_AMOUNT 200 mcg"),
    ],
)
def test_times_of_day_are_kept_where_they_are_clear(text: str, short: str) -> None:
    assert read(text) == short
