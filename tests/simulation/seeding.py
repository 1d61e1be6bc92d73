"""How simulated patients come to be: through care, to save the time of the dialogues."""

from datetime import datetime

from bot.care import check_ins, patients, regimens
from bot.care.patients import Onboarding
from bot.domain.patient import Prescriber
from bot.domain.symptoms import Followed, Often
from bot.storage.engine import Database
from tests.simulation.plans import Plan

# One in so many is asked for check-ins, every four weeks: each and weekly for ten years would outweigh all the rest.
FOLLOWERS = 6


async def join(database: Database, chat: int, zone: str, now: datetime) -> None:
    """A patient who has agreed, in that zone; some follow two symptoms."""
    await database.run(patients.agree, chat, "en", "v1", now)
    await database.run(patients.settle_in, chat, Onboarding(Prescriber.CLINICIAN, "DE", zone, False), now)
    if follows(chat):
        await database.run(check_ins.follow, chat, [Followed("energy"), Followed("own:1", "my sleep")], now)
        await database.run(check_ins.set_often, chat, Often.MONTHLY, now)


def follows(chat: int) -> bool:
    """Whether that person is asked for check-ins."""
    return chat % FOLLOWERS == 0


async def give_plan(database: Database, chat: int, plan: Plan, now: datetime) -> None:
    """The plan, confirmed; the one before ends."""
    await database.run(regimens.confirm, chat, plan.regimen, now)
