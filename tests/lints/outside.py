"""The no-dose lint over a program in a process of its own: its chats as they stand in the end.

What an edit has replaced by then, and toasts, are not seen here; the same words are looked at as they are sent in the
tests of conversations.
"""

from collections import Counter
from pathlib import Path

import httpx

from tests.lints import watching
from tests.lints.amounts import amounts, is_known


class Outside:
    """What was looked at over HTTP, and what is wrong with it."""

    def __init__(self) -> None:
        self.looked_at: Counter[str] = Counter()
        self.wrong: list[str] = []

    def settle(self) -> None:
        """All is looked at already."""


def look(http: httpx.Client, database: Path) -> Outside:
    """Look at every chat of a program that still runs; a test's fixture reads what was found."""
    found = Outside()
    for user in http.get("/sandbox/users").json():
        chat = http.get(f"/sandbox/users/{user['id']}/chat").json()
        told = watching.confirmed(database, user["id"]) | {one["text"] for one in chat if one["from"] == "user"}
        for one in (one for one in chat if one["from"] == "bot"):
            labels = [button["text"] for row in one["buttons"] for button in row]
            found.looked_at["texts"] += 1
            for amount in (amount for text in (one["text"], *labels) for amount in amounts(text)):
                found.looked_at["amounts"] += 1
                if not is_known(amount, told):
                    found.wrong.append(f"no dose of this patient's: {amount.words!r} in {one['text']!r}")
    watching.OPEN.append(found)
    return found
