"""What goes wrong in the large: power cuts, deaths at any moment, hours without a network; and what is logged of it."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from types import TracebackType

from tests.simulation.weather import Weather

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
STORMS = ("502", "cut_before", "429", "cut_after")


@dataclass(frozen=True)
class Trouble:
    """What happens as something falls due: nothing, the power goes, death after some moments, or a storm."""

    kind: str = "none"
    span: timedelta = timedelta(0)
    moments: int = 0
    fault: str = ""


def draw(dice: Random) -> Trouble:
    """By chance; most of the time nothing."""
    kind = dice.choices(("none", "off", "death", "storm"), (87, 3, 5, 5))[0]
    off = dice.choice((10 * MINUTE, 2 * HOUR, 9 * HOUR, DAY, 3 * DAY, 5 * DAY))
    storm = dice.choice((MINUTE, 10 * MINUTE, HOUR, 2 * HOUR))
    return Trouble(kind, off if kind == "off" else storm, dice.randint(1, 30), dice.choice(STORMS))


class Errors(logging.Handler):
    """Collects what the program logs as an error while it lives; the last words of a dying one do not count."""

    def __init__(self, weather: Weather) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []
        self._weather = weather

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        if not self._weather.fuse.burnt:
            self.found.append(f"logged: {record.name}: {record.getMessage()} {logging.Formatter().format(record)}")

    def __enter__(self) -> "Errors":
        for name in ("bot", "conversations"):
            logging.getLogger(name).addHandler(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in ("bot", "conversations"):
            logging.getLogger(name).removeHandler(self)
