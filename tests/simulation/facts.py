"""What the database says, read past the program: the record that the promises are about."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.simulation.record import DoseFact, Noted, Standing

EVENTS = """
SELECT e.id, e.kind, p.chat, d.id, d.closes_at FROM dose_event e
JOIN dose d ON d.id = e.dose_id JOIN patient p ON p.id = d.patient_id WHERE e.id > ? ORDER BY e.id
"""
PATIENTS = "SELECT chat, zone, quiet_from, quiet_to, paused_from, paused_until FROM patient ORDER BY chat"
DOSES = """
SELECT d.id, p.chat, d.regimen_id, d.phase, d.number, d.due_at, d.closes_at, d.state FROM dose d
JOIN patient p ON p.id = d.patient_id WHERE d.phase > 0 ORDER BY d.due_at, d.id
"""

IN_HAND = """
SELECT p.chat, n.dose_id FROM nudge n JOIN patient p ON p.id = n.patient_id
WHERE n.state = 'sending' AND n.dose_id IS NOT NULL
"""
AWAY = """
SELECT n.dose_id FROM nudge n JOIN patient p ON p.id = n.patient_id JOIN dose d ON d.id = n.dose_id
WHERE n.state = 'sending' AND n.notice = 'away' AND p.chat = ? ORDER BY d.due_at
"""


class Facts:
    """Reads what is committed."""

    def __init__(self, file: Path) -> None:
        self._rows = sqlite3.connect(file)
        self._last, self._version = 0, 0
        self._standing: dict[int, tuple[Any, ...]] = {}

    def fresh_events(self, seq: int, at: datetime) -> list[Noted]:
        """The events noted since the last look."""
        rows = self._rows.execute(EVENTS, (self._last,)).fetchall()
        self._last = rows[-1][0] if rows else self._last
        return [Noted(seq, at, chat, dose, kind, instant(closes)) for _, kind, chat, dose, closes in rows]

    def fresh_standings(self, seq: int, at: datetime) -> list[Standing]:
        """The settings that changed since the last look."""
        changed = [row for row in self._rows.execute(PATIENTS) if row[1] and self._standing.get(row[0]) != row]
        self._standing.update({row[0]: row for row in changed})
        return [
            Standing(seq, at, chat, zone, start[:5], end[:5], maybe(paused), maybe(until))
            for chat, zone, start, end, paused, until in changed
        ]

    def changed(self) -> bool:
        """Whether anything was written since this was last asked."""
        before, self._version = self._version, self._rows.execute("PRAGMA data_version").fetchone()[0]
        return bool(before != self._version)

    def doses(self) -> list[DoseFact]:
        """All doses, in the order in which they fall due."""
        return [
            DoseFact(dose, chat, plan, phase, number, instant(due), instant(closes), state)
            for dose, chat, plan, phase, number, due, closes, state in self._rows.execute(DOSES)
        ]

    def plan_ends(self) -> dict[int, datetime | None]:
        """Every plan, and when it was ended if it was."""
        return {row[0]: maybe(row[1]) for row in self._rows.execute("SELECT id, ended_at FROM regimen ORDER BY id")}

    def in_hand(self) -> list[tuple[int, int]]:
        """Chat and dose of each message that was begun and that nobody has settled."""
        return self._rows.execute(IN_HAND).fetchall()

    def away(self, chat: int) -> tuple[int, ...]:
        """The doses of which one message is telling a patient just now that they passed."""
        return tuple(row[0] for row in self._rows.execute(AWAY, (chat,)))

    def stuck(self) -> list[str]:
        """Messages that were set aside as broken, and damage to the file."""
        broken = self._rows.execute("SELECT key FROM nudge WHERE state = 'broken'").fetchall()
        sound = self._rows.execute("PRAGMA integrity_check").fetchall()
        return [f"broken: {key}" for (key,) in broken] + [f"damaged: {row}" for (row,) in sound if row != "ok"]

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()


def instant(text: str) -> datetime:
    """An instant as the tables hold it."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def maybe(text: str | None) -> datetime | None:
    """The same where there may be none."""
    return None if text is None else instant(text)
