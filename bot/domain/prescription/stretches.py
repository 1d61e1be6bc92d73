"""The pieces of a prescription, put together to stretches: each with its amount, its rhythm and its end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import time
from itertools import takewhile

from bot.domain.prescription.doses import either
from bot.domain.prescription.reading import Piece
from bot.domain.prescription.rhythms import both, is_daily
from bot.domain.prescription.said import Beside, Break, Clocks, Doses, Ending, Rhythm, Said
from bot.domain.regimen import Route
from bot.domain.written import TimeUnit, Timing, Why, WrittenDose, WrittenPhase

Told = tuple[Piece, Said]


@dataclass(frozen=True)
class Problem:
    """Why the bot asks back, and the atoms that it is about, from `start` until before `end`."""

    why: Why
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Phases:
    """What was understood, and what is to be checked about it."""

    phases: tuple[WrittenPhase, ...]
    check: Why | None


@dataclass
class Stretch:
    """What was said of one stretch so far; `earlier` is its rhythm as it was before the last pause."""

    start: int = 0
    end: int = 0
    dose: WrittenDose | None = None
    rhythm: Rhythm | None = None
    earlier: Rhythm | None = None
    ending: Ending | None = None
    at: tuple[time, ...] = ()
    route: Route | None = None

    def add(self, said: Said) -> Why | None:
        """Take in what a piece says; why it does not go together with the others, if so."""
        match said:
            case WrittenDose():
                self.dose = said if self.dose is None else either(self.dose, said)
                return None if self.dose else Why.UNCLEAR_AMOUNT
            case Rhythm():
                self.rhythm = said if self.rhythm is None else both(self.rhythm, said)
                return None if self.rhythm else Why.UNCLEAR_FREQUENCY
            case Doses():
                return self._add_doses(said)
            case Ending():
                if self.ending not in (None, said):
                    return Why.UNCLEAR_END
                self.ending = said
            case Clocks():
                if self.at not in ((), said.at):
                    return Why.UNCLEAR_FREQUENCY
                self.at = said.at
            case Route():
                self.route = said if self.route in (None, said) else Route.UNKNOWN
        return None

    def _add_doses(self, said: Doses) -> Why | None:
        """ "Every week, 6 injections" is how many in all; "every week 2 injections" may be how many each time.

        So may be "500 mcg x 2, every week"; one injection each time goes without saying.
        """
        if self.earlier is not None or (said.marked and self.rhythm is not None):
            return self.add(Ending(said.count, said.most))
        alone = self.rhythm is None and (said.count, said.most) == (1, None)
        return None if alone else Why.UNCLEAR_END


def stretches(told: Iterable[Told]) -> list[Stretch] | Problem:
    """The stretches in order; a sure break opens one, and a pause where what follows cannot be of the same stretch."""
    found = [Stretch()]
    for sure, part in _parts(told):
        opens = _opens(found[-1], sure, [said for _, said in part])
        if _is_unknown(part) if sure else opens and _begins_unknown(part):
            return Problem(Why.UNCLEAR_FREQUENCY, part[0][0].start, part[-1][0].end)
        if opens:
            found.append(Stretch(start=part[0][0].start))
        current = found[-1]
        current.earlier = current.rhythm
        for piece, said in part:
            why = current.add(said)
            if why is not None:
                return Problem(why, piece.start, piece.end)
            current.end = piece.end
    return found


def phases_of(found: list[Stretch] | Problem, known: WrittenDose | None) -> Phases | Problem:
    """The phases, each complete; an amount and a route hold until another is said."""
    if isinstance(found, Problem):
        return found
    phases: list[WrittenPhase] = []
    dose, route = None, Route.UNKNOWN
    for number, stretch in enumerate(found, start=1):
        dose, route = stretch.dose or dose, stretch.route or route
        timing = _complete(stretch, dose or known, is_last=number == len(found))
        if isinstance(timing, Why):
            return Problem(timing, *((stretch.start, stretch.end) if len(found) > 1 else ()))
        phases.append(replace(WrittenPhase(dose, timing, route), **vars(stretch.ending or Ending())))
    daily = any(is_daily(phase.timing) for phase in phases)
    return Phases(tuple(phases), Why.DAILY if daily else None)


def _parts(told: Iterable[Told]) -> list[tuple[bool, list[Told]]]:
    """What stands between breaks, each with whether the break before it is sure; none of them empty."""
    parts: list[tuple[bool, list[Told]]] = [(False, [])]
    for piece, said in told:
        if not isinstance(said, Break):
            parts[-1][1].append((piece, said))
        elif parts[-1][1]:
            parts.append((said.sure, []))
        else:
            parts[-1] = (said.sure or parts[-1][0], [])
    return [(sure, part) for sure, part in parts if part]


def _opens(current: Stretch, sure: bool, part: Sequence[Said]) -> bool:
    rhythms = [said for said in part if isinstance(said, Rhythm)]
    doses = [said for said in part if isinstance(said, WrittenDose)]
    if current.dose is None and current.rhythm is None and current.ending is None:
        return False
    if sure:
        ends = any(isinstance(said, Ending) and not said.for_life for said in part)
        return bool(rhythms or doses or ends or any(isinstance(said, Doses) for said in part))
    if current.rhythm is None:
        return False
    if rhythms:
        together = _all_of([current.rhythm, *rhythms])
        return together is None or (current.ending is not None and bool(doses))
    return any(current.dose is not None and either(current.dose, dose) is None for dose in doses)


def _is_unknown(part: Sequence[Told]) -> bool:
    """Whether it holds words that we do not know and nothing that we do: "then moontlhy"."""
    return all(isinstance(said, Beside) for _, said in part) and _begins_unknown(part)


def _begins_unknown(part: Sequence[Told]) -> bool:
    """Whether a word that we do not know, such as another medicine, stands before all that we do."""
    before = takewhile(lambda one: isinstance(one[1], Beside), part)
    return any(isinstance(said, Beside) and said.unknown for _, said in before)


def _all_of(rhythms: Sequence[Rhythm]) -> Rhythm | None:
    """What all of them say together, each taken in where it fits; None where two disagree."""
    together: Rhythm | None = rhythms[0]
    for one in rhythms[1:]:
        together = together and both(together, one)
    return together


def _complete(stretch: Stretch, dose: WrittenDose | None, *, is_last: bool) -> Timing | Why:
    """The stretch's timing, or what it cannot do without."""
    if dose is None:
        return Why.NO_AMOUNT
    if stretch.rhythm is None:
        return Why.NO_FREQUENCY
    if not is_last and (stretch.ending is None or stretch.ending.for_life):
        return Why.NO_END
    return _with_times(stretch.rhythm, tuple(sorted(set(stretch.at))))


def _with_times(rhythm: Rhythm, at: tuple[time, ...]) -> Timing | Why:
    """The rhythm with its times of day: without weekdays, several of them say how many there are in a day."""
    timing = rhythm.timing
    if not at or timing.weekdays:
        return replace(timing, at=at)
    often = timing.frequency if rhythm.counted else len(at)
    agree = often == len(at) or (len(at) == 1 and timing.unit is not TimeUnit.DAY)
    return replace(timing, frequency=often, at=at) if agree else Why.UNCLEAR_FREQUENCY
