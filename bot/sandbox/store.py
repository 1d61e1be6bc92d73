"""Keeps the sandbox's records: in a folder, as one SQLite file that survives a SIGKILL, or in memory alone."""

import json
import sqlite3
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Record = TypeVar("Record", bound=DataclassInstance)
else:
    Record = TypeVar("Record")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS record (
    age INTEGER PRIMARY KEY, shelf TEXT, key TEXT, value TEXT, UNIQUE (shelf, key)
);
CREATE TABLE IF NOT EXISTS content (key TEXT PRIMARY KEY, bytes BLOB);
"""
_PUT = """
INSERT INTO record (shelf, key, value) VALUES (?, ?, ?)
ON CONFLICT (shelf, key) DO UPDATE SET value = excluded.value
"""


class Store:
    """Rows of JSON by shelf and key, and the contents of files; everything since the last save is one transaction."""

    def __init__(self, folder: Path | None) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        # who would ever read the rows of a file that is nowhere?
        self.lasts = folder is not None
        self._rows = sqlite3.connect(":memory:" if folder is None else folder / "telegram.sqlite3")
        self._rows.execute("PRAGMA journal_mode=WAL")
        self._rows.execute("PRAGMA synchronous=NORMAL")
        self._rows.executescript(_SCHEMA)

    def load(self, shelf: str) -> dict[str, Any]:
        """Everything on a shelf, the oldest first."""
        rows = self._rows.execute("SELECT key, value FROM record WHERE shelf = ? ORDER BY age", (shelf,))
        return {key: json.loads(value) for key, value in rows}

    def put(self, shelf: str, key: str, value: object) -> None:
        """Write one record."""
        row = (shelf, key, json.dumps(value, ensure_ascii=True))
        self._rows.execute(_PUT, row)

    def drop(self, shelf: str, key: str) -> None:
        """Forget one record."""
        self._rows.execute("DELETE FROM record WHERE shelf = ? AND key = ?", (shelf, key))

    def put_content(self, key: str, content: bytes) -> None:
        """Write the contents of a file."""
        self._rows.execute("INSERT OR REPLACE INTO content VALUES (?, ?)", (key, content))

    def content(self, key: str) -> bytes:
        """The contents of a file; empty when there is none."""
        row = self._rows.execute("SELECT bytes FROM content WHERE key = ?", (key,)).fetchone()
        return bytes(row[0]) if row else b""

    def drop_contents(self) -> None:
        """Forget all files."""
        self._rows.execute("DELETE FROM content")

    def save(self) -> None:
        """Make what was written since the last save last."""
        self._rows.commit()

    def close(self) -> None:
        """Save and let go of the file."""
        self._rows.commit()
        self._rows.close()


class Shelf(Generic[Record]):
    """Records of one kind, in memory and, where it lasts, in the store at once."""

    def __init__(self, store: Store, name: str, record: type[Record]) -> None:
        self._store = store
        self._name = name
        self._items = {key: record(**value) for key, value in store.load(name).items()}

    def get(self, key: object) -> Record | None:
        """The record under this key, if there is one."""
        return self._items.get(str(key))

    def put(self, key: object, item: Record) -> Record:
        """Keep a record; also after changing it, for it is copied to the store now."""
        self._items[str(key)] = item
        if self._store.lasts:
            self._store.put(self._name, str(key), asdict(item))
        return item

    def drop(self, key: object) -> None:
        """Forget a record."""
        if self._items.pop(str(key), None) is not None:
            self._store.drop(self._name, str(key))

    def items(self) -> list[tuple[str, Record]]:
        """All keys and records, the oldest first."""
        return list(self._items.items())

    def values(self) -> list[Record]:
        """All records, the oldest first."""
        return list(self._items.values())

    def clear(self) -> None:
        """Forget them all."""
        for key in list(self._items):
            self.drop(key)
