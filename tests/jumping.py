"""An event loop that sleeps for nothing: its clock stands while anything can be done, then jumps to the next timer."""

import asyncio
import selectors
import sys
import threading
from typing import Any

# So long (seconds) a thread at work is waited for before the loop looks again.
LOOK = 0.02
POOLS = ("database", "asyncio")


class _Jumping(selectors.DefaultSelector):
    """Selects at once; if nothing is there and no thread of a pool is at work, the clock jumps."""

    now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        """Real events first, then time."""
        if timeout is not None and timeout <= 0:
            return super().select(0)
        if timeout is None or _at_work():
            return super().select(LOOK)
        found = super().select(0)
        if not found:
            self.now += timeout
        return found


class JumpingLoop(asyncio.SelectorEventLoop):
    """For simulations: sleeping takes no time, and what threads do is waited for."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Seconds that were slept through so far."""
        return self._jumping.now


def _at_work() -> bool:
    """Whether any thread of a pool does something, or has something to do."""
    # there is no other way to ask a pool
    frames = sys._current_frames()
    for thread in threading.enumerate():
        frame = frames.get(thread.ident or 0)
        if frame is None or not thread.name.startswith(POOLS):
            continue
        # a pool's thread that rests waits for its queue, and holds nothing that it took from there
        rests = frame.f_code.co_name == "_worker" and "work_item" not in frame.f_locals
        if not rests or frame.f_locals["work_queue"].qsize():
            return True
    return False
