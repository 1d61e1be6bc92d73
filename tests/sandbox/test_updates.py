"""How updates wait for the bot, and how a bot fetches them."""

import asyncio
from datetime import timedelta
from typing import Any

from bot.sandbox import Sandbox
from tests.sandbox.conftest import Call
from tests.sandbox.given import ANNA


def texts(updates: list[Any]) -> list[str]:
    """What the messages among the updates say."""
    return [update["message"]["text"] for update in updates]


async def test_updates_come_in_order_until_an_offset_confirms_them(does: Call, sandbox: Sandbox) -> None:
    for text in ("one", "two", "three"):
        sandbox.say(ANNA, text)
    first = await does("getUpdates")
    assert texts(first) == ["one", "two", "three"]
    assert texts(await does("getUpdates", limit=2)) == ["one", "two"]
    assert texts(await does("getUpdates", offset=first[0]["update_id"] + 1)) == ["two", "three"]
    assert texts(await does("getUpdates", offset=0)) == ["two", "three"]
    assert await does("getUpdates", offset=first[2]["update_id"] + 1) == []


async def test_a_negative_offset_forgets_all_but_the_last(does: Call, sandbox: Sandbox) -> None:
    for text in ("one", "two", "three"):
        sandbox.say(ANNA, text)
    assert texts(await does("getUpdates", offset=-1)) == ["three"]
    assert texts(await does("getUpdates")) == ["three"]


async def test_a_long_poll_waits_for_what_comes(does: Call, sandbox: Sandbox) -> None:
    poll = asyncio.create_task(does("getUpdates", timeout=30))
    await asyncio.sleep(0)
    assert not poll.done()
    sandbox.say(ANNA, "hello")
    assert texts(await poll) == ["hello"]


async def test_a_second_poll_ends_the_first_with_a_conflict(does: Call, ask: Call, sandbox: Sandbox) -> None:
    first = asyncio.create_task(ask("getUpdates", timeout=30))
    await asyncio.sleep(0)
    second = asyncio.create_task(does("getUpdates", timeout=30))
    answer = await first
    assert answer.status == 409
    assert answer.body["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    sandbox.say(ANNA, "hello")
    assert texts(await second) == ["hello"]


async def test_a_poll_that_is_given_up_leaves_nothing_behind(does: Call, sandbox: Sandbox) -> None:
    poll = asyncio.create_task(does("getUpdates", timeout=30))
    await asyncio.sleep(0)
    poll.cancel()
    await asyncio.wait([poll])
    sandbox.say(ANNA, "hello")
    assert texts(await does("getUpdates", timeout=30)) == ["hello"]


async def test_kinds_that_the_bot_does_not_want_never_wait(does: Call, sandbox: Sandbox) -> None:
    await does("getUpdates", allowed_updates=["callback_query"])
    sandbox.say(ANNA, "unheard")
    await does("getUpdates", allowed_updates=[])
    sandbox.say(ANNA, "heard")
    assert texts(await does("getUpdates")) == ["heard"]


async def test_a_kind_that_does_not_exist_is_refused(refusal: Call) -> None:
    assert await refusal("getUpdates", allowed_updates=["mesage"]) == 'Bad Request: unknown kind of update "mesage"'
    assert (await refusal("getUpdates", allowed_updates="message")).startswith("Bad Request: can't parse")


async def test_an_update_waits_for_a_day_at_most(does: Call, sandbox: Sandbox) -> None:
    sandbox.say(ANNA, "old")
    await sandbox.move_clock(sandbox.clock.now() + timedelta(hours=23))
    sandbox.say(ANNA, "new")
    assert texts(await does("getUpdates")) == ["old", "new"]
    await sandbox.move_clock(sandbox.clock.now() + timedelta(hours=2))
    assert texts(await does("getUpdates")) == ["new"]


async def test_polling_and_a_webhook_exclude_each_other(does: Call, refusal: Call, ask: Call) -> None:
    poll = asyncio.create_task(ask("getUpdates", timeout=30))
    await asyncio.sleep(0)
    await does("setWebhook", url="https://example.org/hook", allowed_updates=["message"])
    assert (await poll).body["description"] == "Conflict: terminated by setWebhook request"
    assert (await refusal("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook is active")
    info = await does("getWebhookInfo")
    assert (info["url"], info["allowed_updates"]) == ("https://example.org/hook", ["message"])
    await does("deleteWebhook")
    assert await does("getUpdates") == []
    assert (await does("getWebhookInfo"))["url"] == ""


async def test_a_webhook_needs_https(refusal: Call) -> None:
    said = await refusal("setWebhook", url="http://example.org")
    assert said == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"


async def test_pending_updates_are_counted_and_dropped_on_request(does: Call, sandbox: Sandbox) -> None:
    sandbox.say(ANNA, "hello")
    assert (await does("getWebhookInfo"))["pending_update_count"] == 1
    await does("deleteWebhook", drop_pending_updates=True)
    assert (await does("getWebhookInfo"))["pending_update_count"] == 0


async def test_ending_the_waits_answers_an_open_poll(does: Call, sandbox: Sandbox) -> None:
    poll = asyncio.create_task(does("getUpdates", timeout=30))
    await asyncio.sleep(0)
    sandbox.end_waits()
    assert await poll == []
    assert await does("getUpdates", timeout=30) == []
