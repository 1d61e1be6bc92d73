"""What the measurements count with: the busiest second, percentiles, who got nothing, and a strict server's limits."""

import math
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Call:
    """One request as the loopback server saw it; `at` in seconds of the machine's monotonic clock."""

    at: float
    method: str
    chat: int
    status: int
    text: str = ""

    @property
    def is_message(self) -> bool:
        """Whether it sends something new to a chat: what Telegram limits."""
        return self.method.startswith("send")

    @property
    def delivered(self) -> bool:
        """A message that the server took."""
        return self.is_message and self.status == 200


def busiest(times: Iterable[float], span: float = 1.0) -> int:
    """The most instants in any half-open stretch of `span` seconds."""
    window: deque[float] = deque()
    most = 0
    for at in sorted(times):
        window.append(at)
        while at - window[0] >= span:
            window.popleft()
        most = max(most, len(window))
    return most


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed; nan of none."""
    if not values:
        return math.nan
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


def lost(calls: Iterable[Call], chats: Iterable[int]) -> int:
    """How many of the chats never got a message."""
    told = {call.chat for call in calls if call.delivered}
    return sum(1 for chat in chats if chat not in told)


def repeated(calls: Iterable[Call], chats: Iterable[int]) -> int:
    """How many messages came to these chats beyond the first each."""
    wanted = set(chats)
    seen = Counter(call.chat for call in calls if call.delivered and call.chat in wanted)
    return sum(times - 1 for times in seen.values())


@dataclass
class Strict:
    """A server that keeps its word: 30 messages in any one second, and one a second a chat after a burst of three.

    Over the first limit it refuses everything for `halt` seconds, as Telegram does with a bot that floods.
    """

    a_second: int = 30
    burst: int = 3
    halt: float = 3.0
    _taken: deque[float] = field(default_factory=deque)
    _chats: dict[int, tuple[float, float]] = field(default_factory=dict)
    _halted_until: float = -math.inf

    def refuse(self, chat: int, now: float) -> float | None:
        """How many seconds to wait if a message to the chat is refused now; None if it is taken."""
        if now < self._halted_until:
            return self._halted_until - now
        while self._taken and now - self._taken[0] >= 1.0:
            self._taken.popleft()
        if len(self._taken) >= self.a_second:
            self.flood(now)
            return self.halt
        left, since = self._chats.get(chat, (float(self.burst), now))
        left = min(left + now - since, float(self.burst))
        if left < 1:
            return 1 - left
        self._chats[chat] = (left - 1, now)
        self._taken.append(now)
        return None

    def flood(self, now: float) -> None:
        """Refuse everything for a while from now."""
        self._halted_until = now + self.halt
