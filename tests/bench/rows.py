"""Rows 5, 6 and 9: the start with a million rows, claims and marks, and planning while people write."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from bot.reminders import AT_ONCE
from tests.bench import seed
from tests.bench.report import Row
from tests.bench.stage import Json, Stage

PATIENTS, NUDGES = 100_000, 1_000_000
START_GOAL, MEMORY_GOAL = 0.05, 15
CLAIMED, USUAL_CLAIMED, CLAIM_GOAL = 20_000, 2_000, 20_000
MANY_AT_ONCE, FEW_AT_ONCE = 1_000, AT_ONCE
# a daily plan is planned for 15 days
PLANNED, USUAL_PLANNED, A_PLAN = 300_000, 30_000, 15
PLAN_GOAL, WRITE_GOAL = 10.0, 0.025
MOST = 20.0
MEGABYTE = 1e6


async def start(stage: Stage) -> AsyncIterator[Row]:
    """Row 5."""
    usual = await stage.telegram()
    child = await stage.program("usual", api_url=usual.url, jobs=PATIENTS, due_in=86_400)
    took, grown = float(child.began["start"]), child.began["grown"] / MEGABYTE
    await child.kill()
    now = datetime.now(UTC)
    small, large = stage.file("small.db"), stage.file("large.db")
    seed.far_ahead(small, 10, 100, now - timedelta(seconds=10))
    seed.far_ahead(large, PATIENTS, NUDGES, now - timedelta(seconds=2))
    ours = await _work(stage, "direct", work="look", small=seed.url_of(small), large=seed.url_of(large))
    first, claimed, more = float(ours["next"]), float(ours["claim"]), ours["grown"] / MEGABYTE
    yield Row(
        "5a",
        "start: until it is known what is next",
        f"{took:.1f} s ({PATIENTS:,} jobs)",
        f"{first * 1000:.0f} ms; first message claimed after {claimed * 1000:.0f} ms ({NUDGES:,} rows)",
        f"{START_GOAL * 1000:.0f} ms",
        first <= START_GOAL,
        took / first,
    )
    yield Row(
        "5b",
        "memory for it",
        f"+{grown:.0f} MB ({PATIENTS:,} jobs)",
        f"+{more:.1f} MB ({NUDGES:,} rows)",
        f"+{MEMORY_GOAL} MB",
        more <= MEMORY_GOAL,
    )


async def claim(stage: Stage) -> AsyncIterator[Row]:
    """Row 6."""
    usual = await _work(stage, "usual_rows", work="claim", file=str(stage.file("usual.db")), count=USUAL_CLAIMED)
    found = []
    for work, size in (("claim", MANY_AT_ONCE), ("claim", FEW_AT_ONCE), ("deliver", 0)):
        file = stage.file("ours.db")
        seed.reminders(file, CLAIMED, datetime.now(UTC) - timedelta(minutes=1))
        found.append(_rate(await _work(stage, "direct", work=work, file=seed.url_of(file), size=size)))
    slow, (quick, few, whole) = _rate(usual), found
    yield Row(
        "6a",
        "claim and mark, SQLite",
        f"{slow:,.0f} rows/s ({usual['rows']:,} rows)",
        f"{quick:,.0f} rows/s, {MANY_AT_ONCE} at a time; {few:,.0f} rows/s, {FEW_AT_ONCE} at a time",
        f"{CLAIM_GOAL:,} rows/s",
        quick >= CLAIM_GOAL,
        quick / slow,
    )
    yield Row(
        "6b",
        "the same with all that the program decides meanwhile, and the next message put in line",
        "",
        f"{whole:,.0f} rows/s, {FEW_AT_ONCE} at a time",
        "",
        None,
    )


async def plan(stage: Stage) -> AsyncIterator[Row]:
    """Row 9."""
    usual = await _work(stage, "usual_rows", work="plan", file=str(stage.file("usual.db")), count=USUAL_PLANNED)
    file, patients = stage.file("ours.db"), PLANNED // A_PLAN
    seed.unplanned(file, patients, datetime.now(UTC) - timedelta(minutes=1), chatting=10)
    ours = await _work(stage, "direct", work="plan", file=seed.url_of(file), patients=patients, most=MOST)
    whole = PLANNED / _rate(ours)
    told = f"{ours['seconds']:.1f} s ({ours['rows']:,})"
    yield Row(
        "9a",
        f"plan {PLANNED:,} reminders",
        f"{usual['seconds']:.1f} s ({usual['rows']:,}, bare rows), {_rate(usual):,.0f}/s",
        f"{told if ours['over'] else f'about {whole:.0f} s (stopped after {told})'}, {_rate(ours):,.0f}/s",
        f"{PLAN_GOAL:.0f} s",
        bool(ours["over"]) and whole <= PLAN_GOAL,
        _rate(ours) / _rate(usual),
    )
    yield Row(
        "9b",
        "a patient's write meanwhile: 99 %, and the longest",
        _waits(usual),
        _waits(ours),
        f"p99 {WRITE_GOAL * 1000:.0f} ms",
        float(ours["p99"]) <= WRITE_GOAL,
        float(usual["longest"]) / float(ours["longest"]),
    )


async def _work(stage: Stage, module: str, **options: object) -> Json:
    child = await stage.program(module, **options)
    return await child.told()


def _rate(told: Json) -> float:
    return float(told["rows"]) / float(told["seconds"])


def _waits(told: Json) -> str:
    return f"{told['p99'] * 1000:.0f} ms, {told['longest'] * 1000:.0f} ms ({told['writes']:,} writes)"
