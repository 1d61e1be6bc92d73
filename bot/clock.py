"""The one source of now(): real time, or real time moved by the sandbox."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time as an aware UTC datetime; `moved` is how far ahead of the real clock it runs."""

    def __init__(self, moved: timedelta = timedelta(0)) -> None:
        self.moved = moved

    def now(self) -> datetime:
        """The current instant, aware, in UTC."""
        return datetime.now(UTC) + self.moved

    def move_to(self, instant: datetime) -> None:
        """Make now() tell `instant`, running on from there. The sandbox alone does this."""
        self.moved = instant - datetime.now(UTC)
