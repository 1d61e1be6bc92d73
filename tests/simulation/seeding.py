"""How simulated patients come to be: through care, to save the time of the dialogues."""

from datetime import datetime

from bot.care import patients, regimens
from bot.care.patients import Onboarding
from bot.domain.patient import Prescriber
from bot.storage.engine import Database
from tests.simulation.plans import Plan


async def join(database: Database, chat: int, zone: str, now: datetime) -> None:
    """A patient who has agreed, in that zone."""
    await database.run(patients.agree, chat, "en", "v1", now)
    await database.run(patients.settle_in, chat, Onboarding(Prescriber.CLINICIAN, "DE", zone, False), now)


async def give_plan(database: Database, chat: int, plan: Plan, now: datetime) -> None:
    """The plan, confirmed; the one before ends."""
    await database.run(regimens.confirm, chat, plan.regimen, now)
