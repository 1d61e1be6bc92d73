"""A migrated database of each kind, with two patients."""

from collections.abc import Iterator

import pytest

from bot.care import patients
from bot.care.patients import Onboarding
from bot.domain.patient import Prescriber
from bot.storage.engine import Database
from bot.storage.migrate import upgrade
from tests.care.given import ANNA, BRUNO
from tests.cast import MONDAY


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """A migrated database with Anna and Bruno, both in Berlin."""
    database = Database(database_url)
    upgrade(database.engine)
    for chat in (ANNA, BRUNO):
        database.transact(patients.agree, chat, "en", "v1", MONDAY)
        outcome = Onboarding(Prescriber.CLINICIAN, "DE", "Europe/Berlin", False)
        database.transact(patients.settle_in, chat, outcome, MONDAY)
    yield database
    database.close()
