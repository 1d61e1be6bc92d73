"""What a button under a schedule means."""

from dataclasses import dataclass
from enum import StrEnum

from bot.views.buttons import Action


@dataclass(frozen=True)
class EditPlan(Action):
    """Change something in that version of the schedule."""

    code = "ed"
    version: int


@dataclass(frozen=True)
class StartAgain(Action):
    """Start that version, which has ended, again: its dates are asked anew."""

    code = "sa"
    version: int


@dataclass(frozen=True)
class DayBefore(Action):
    """Remind on the day before too (1), or no longer (0)."""

    code = "db"
    version: int
    on: int


class Change(StrEnum):
    """What can be changed in a plan that stays as it is otherwise."""

    MENU = "menu"
    MOVE = "move"
    ALL = "all"
    LEAVE = "leave"
    HAD = "had"


@dataclass(frozen=True)
class LeaveIn(Action):
    """The coming injection that was left out is to come after all."""

    code = "li"
    dose: int


@dataclass(frozen=True)
class ChangePlan(Action):
    """Change that in that version of the schedule."""

    code = "cp"
    version: int
    what: Change
