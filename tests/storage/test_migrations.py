"""The schema grows without losing a row, from every earlier version, on both kinds of database."""

import pytest
from sqlalchemy import text

from bot.storage.engine import Database
from bot.storage.migrate import check, upgrade

AT = "'2026-03-02 08:00:00'"
# One row of each table as the first schema had them.
FIRST = (
    "INSERT INTO patient (id, chat, language, consent_version, consent_at, zone, discreet, quiet_from,"
    " quiet_to, questions)"
    f" VALUES (1, 101, 'en', '1', {AT}, 'Europe/Berlin', FALSE, '22:00:00', '07:00:00', 0)",
    "INSERT INTO regimen (id, patient_id, version, prescription, confirmed_at)" + f" VALUES (1, 1, 1, '{{}}', {AT})",
    "INSERT INTO dose (id, patient_id, regimen_id, phase, number, due_at, closes_at, state)"
    f" VALUES (7, 1, 1, 1, 1, {AT}, {AT}, 'open')",
    f"INSERT INTO dose_event (id, dose_id, kind, reported_at) VALUES (1, 7, 'later', {AT})",
    "INSERT INTO nudge (id, key, patient_id, dose_id, kind, planned_at, due_at, state, attempts, unsure, held)"
    f" VALUES (1, 'dose:7:due', 1, 7, 'due', {AT}, {AT}, 'waiting', 0, 0, FALSE)",
)


# One row of each table as the second schema added to them.
SECOND = (
    "INSERT INTO change (id, patient_id, regimen_id, kind, payload, made_at)"
    f" VALUES (1, 1, 1, 'entered', '{{}}', {AT})",
    f"INSERT INTO inbox (update_id, chat, body, arrived_at) VALUES (1, 101, '{{}}', {AT})",
    f"INSERT INTO beat (name, at) VALUES ('tick', {AT})",
)

# One row of each table as the third schema added to them.
THIRD = (
    f"INSERT INTO checklist_answer (id, patient_id, item, status, at) VALUES (1, 1, 'cause', 'to_ask', {AT})",
    f"INSERT INTO visit (id, patient_id, at, timed, noted_at) VALUES (1, 1, {AT}, TRUE, {AT})",
)


@pytest.fixture
def database(database_url: str) -> Database:
    return Database(database_url)


def test_what_the_first_schema_held_is_still_there(database: Database) -> None:
    upgrade(database.engine, "0001")
    with database.engine.begin() as connection:
        for statement in FIRST:
            connection.execute(text(statement))
    upgrade(database.engine)
    with database.engine.connect() as connection:
        kept = {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
            for table in ("patient", "regimen", "dose", "dose_event", "nudge")
        }
        regimen = connection.execute(text("SELECT course, zone, day_before FROM regimen")).one()
        window = connection.execute(text("SELECT due_at = latest_at FROM dose")).scalar()
    database.close()
    assert set(kept.values()) == {1}
    assert tuple(regimen) == (1, "Europe/Berlin", False)
    assert window


def test_what_the_second_schema_held_is_still_there_beside_the_questions_and_visits(database: Database) -> None:
    upgrade(database.engine, "0001")
    with database.engine.begin() as connection:
        for statement in FIRST:
            connection.execute(text(statement))
    upgrade(database.engine, "0002")
    with database.engine.begin() as connection:
        for statement in SECOND:
            connection.execute(text(statement))
    upgrade(database.engine)
    check(database.engine)
    with database.engine.connect() as connection:
        kept = {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
            for table in ("patient", "regimen", "dose", "dose_event", "nudge", "change", "inbox", "beat")
        }
        fresh = [connection.execute(text(f"SELECT count(*) FROM {t}")).scalar() for t in ("checklist_answer", "visit")]
    database.close()
    assert set(kept.values()) == {1}
    assert fresh == [0, 0]


def test_what_the_third_schema_held_is_still_there_beside_what_patients_say_of_how_they_feel(
    database: Database,
) -> None:
    upgrade(database.engine, "0001")
    with database.engine.begin() as connection:
        for statement in FIRST:
            connection.execute(text(statement))
    upgrade(database.engine, "0003")
    with database.engine.begin() as connection:
        for statement in (*SECOND, *THIRD):
            connection.execute(text(statement))
    upgrade(database.engine)
    check(database.engine)
    with database.engine.connect() as connection:
        before = ("patient", "regimen", "dose", "dose_event", "nudge", "change", "checklist_answer", "visit")
        kept = {t: connection.execute(text(f"SELECT count(*) FROM {t}")).scalar() for t in before}
        felt = ("followed", "check_in", "check_in_answer", "reaction", "improvement")
        fresh = {connection.execute(text(f"SELECT count(*) FROM {t}")).scalar() for t in felt}
        often = connection.execute(text("SELECT check_in_often, check_in_since FROM patient")).one()
    database.close()
    assert set(kept.values()) == {1}
    assert fresh == {0}
    assert tuple(often) == (None, None)
