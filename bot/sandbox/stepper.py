"""How the clock is moved: in steps, so that everything falls due at its own time."""

from datetime import datetime, timedelta
from typing import Protocol

from bot.sandbox.errors import ImpossibleError
from bot.sandbox.world import World


class Stepper(Protocol):
    """The bot, as far as it lives by the clock."""

    async def next_due(self) -> datetime | None:
        """When it next has something to do; None when it never has."""

    async def settle(self) -> None:
        """Do everything that is due at the clock's now, and return when it is sent."""

    async def forget(self) -> None:
        """Forget everybody: the Telegram around it starts anew."""


class StuckError(Exception):
    """The bot keeps saying that something is due, and does not do it."""


_SAME_INSTANT_LIMIT = 100
_ON_THE_WAY = timedelta(seconds=5)  # a time that was read as "now" has passed when it arrives here


async def move_clock(world: World, stepper: Stepper | None, target: datetime) -> None:
    """Move to `target`, stopping at each instant at which the bot has something to do."""
    if target < world.clock.now() - _ON_THE_WAY:
        raise ImpossibleError("The clock only moves forward; start anew to go back.")
    if stepper is not None:
        await _step(world, stepper, target)
    world.move_clock(max(target, world.clock.now()))
    if stepper is not None:
        await stepper.settle()


async def _step(world: World, stepper: Stepper, target: datetime) -> None:
    previous, repeats = None, 0
    while (due := await stepper.next_due()) is not None and due <= target:
        repeats = repeats + 1 if due == previous else 0
        if repeats > _SAME_INSTANT_LIMIT:
            raise StuckError(f"The bot has had something due at {due.isoformat()} for too long.")
        previous = due
        if due > world.clock.now():
            world.move_clock(due)
        await stepper.settle()
