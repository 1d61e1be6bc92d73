"""Troubles that someone ordered: errors and broken connections, for the next calls of a method."""

from dataclasses import dataclass

from bot.sandbox.errors import ApiError, CutError, ImpossibleError

KINDS = ("429", "403", "500", "502", "cut_before", "cut_after")
_DESCRIPTIONS = {
    "403": "Forbidden: bot was blocked by the user",
    "500": "Internal Server Error",
    "502": "Bad Gateway",
}


@dataclass
class Fault:
    """What goes wrong, and how many more times."""

    method: str
    kind: str
    times: int = 1
    retry_after: int = 1


class Faults:
    """The troubles that wait for their call."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def order(self, fault: Fault) -> None:
        """Have something go wrong; the first that fits a call strikes it."""
        if fault.kind not in KINDS:
            raise ImpossibleError(f"There is no fault {fault.kind!r}; there are {', '.join(KINDS)}.")
        if fault.times < 1 or fault.retry_after < 1:
            raise ImpossibleError("times and retry_after are whole numbers from 1 on.")
        self._ordered.append(fault)

    def waiting(self) -> int:
        """How many calls will still fail."""
        return sum(fault.times for fault in self._ordered)

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self._ordered.clear()

    def strike(self, method: str) -> CutError | None:
        """Raise what is to happen before the call; return the cut that is to follow it, if any."""
        fault = next((fault for fault in self._ordered if _fits(fault, method)), None)
        if fault is None:
            return None
        fault.times -= 1
        self._ordered = [fault for fault in self._ordered if fault.times]
        if fault.kind == "cut_after":
            return CutError(delivered=True)
        if fault.kind == "cut_before":
            raise CutError(delivered=False)
        if fault.kind == "429":
            raise ApiError(429, f"Too Many Requests: retry after {fault.retry_after}", fault.retry_after)
        raise ApiError(int(fault.kind), _DESCRIPTIONS[fault.kind])


def _fits(fault: Fault, method: str) -> bool:
    """Whether it strikes this method; * spares getUpdates, whose polls would swallow it unseen."""
    if fault.method == "*":
        return method != "getupdates"
    return fault.method.lower() == method
