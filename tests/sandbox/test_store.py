"""Given a folder, this Telegram remembers everything, whatever happens to its process."""

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import Clock
from bot.sandbox import Sandbox
from bot.sandbox.wire import Answer, Params, Upload, as_text
from tests.sandbox.given import ANNA, photo_part

LIVE_AND_DIE = """
import asyncio, os, signal, sys
from datetime import timedelta
from pathlib import Path
from bot.clock import Clock
from bot.sandbox import Sandbox
from bot.sandbox.wire import Params

async def live():
    sandbox = Sandbox(Clock(), Path(sys.argv[1]))
    sandbox.say(11, "/start")
    await sandbox.call("sendMessage", Params({"chat_id": "11", "text": "Due"}))
    sandbox.say(11, "taken")
    await sandbox.move_clock(sandbox.clock.now() + timedelta(days=3))
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(live())
"""


async def call(sandbox: Sandbox, method: str, **given: object) -> Any:
    """A method's result."""
    files = {name: value for name, value in given.items() if isinstance(value, Upload)}
    values = {name: as_text(value) for name, value in given.items() if name not in files}
    answer: Answer = await sandbox.call(method, Params(values, files))
    assert answer.body["ok"], answer.body
    return answer.body["result"]


async def test_a_restart_changes_nothing(tmp_path: Path) -> None:
    before = Sandbox(Clock(), tmp_path)
    before.say(ANNA, "/start")
    sent = await call(
        before,
        "sendPhoto",
        chat_id=ANNA,
        photo=photo_part(),
        reply_markup={"inline_keyboard": [[{"text": "Taken", "callback_data": "t"}]]},
    )
    await call(before, "sendMessage", chat_id=ANNA, text="?", reply_markup={"keyboard": [["Yes"]]})
    await call(before, "setMyCommands", commands=[{"command": "help", "description": "Help"}])
    tap = before.tap(ANNA, sent["message_id"], "t")
    screen = before.screen(ANNA)
    before.close()

    after = Sandbox(Clock(), tmp_path)
    again = after.screen(ANNA)
    assert again["version"] > screen["version"]
    moving = {"clock": "", "version": 0}
    assert {**again, **moving} == {**screen, **moving}
    assert after.users() == [after.meet(ANNA)]
    file = after.file(after.chat(ANNA)[1]["photo"]["file_id"])
    assert file is not None
    assert file[1] == photo_part().content
    waiting = await call(after, "getUpdates")
    assert [next(iter(set(update) - {"update_id"})) for update in waiting] == ["message", "callback_query"]
    await call(after, "answerCallbackQuery", callback_query_id=tap)
    newer = after.say(ANNA, "hello")
    assert newer["message_id"] > sent["message_id"]
    assert (await call(after, "getUpdates", offset=-1))[0]["update_id"] > waiting[-1]["update_id"]
    after.close()


async def test_many_updates_keep_their_order_over_a_restart(tmp_path: Path) -> None:
    before = Sandbox(Clock(), tmp_path)
    texts = [f"message {number}" for number in range(12)]
    for text in texts:
        before.say(ANNA, text)
    before.close()
    after = Sandbox(Clock(), tmp_path)
    assert [update["message"]["text"] for update in after.take_updates()] == texts
    after.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_killed_process_has_lost_nothing(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", LIVE_AND_DIE, str(tmp_path)], check=False)
    assert died.returncode == -signal.SIGKILL
    clock = Clock()
    after = Sandbox(clock, tmp_path)
    assert clock.moved > timedelta(days=2, hours=23)
    assert [view["text"] for view in after.chat(ANNA)] == ["/start", "Due", "taken"]
    after.close()


async def test_starting_anew_forgets_people_and_keeps_what_the_bot_said_about_itself(tmp_path: Path) -> None:
    clock = Clock()
    sandbox = Sandbox(clock, tmp_path)
    first = sandbox.say(ANNA, "/start")["message_id"]
    await call(sandbox, "setMyName", name="Companion")
    await sandbox.move_clock(clock.now() + timedelta(days=1))
    sandbox.reset()
    assert (sandbox.users(), sandbox.chat(ANNA), sandbox.take_updates()) == ([], [], [])
    assert clock.moved == timedelta(0)
    assert sandbox.screen(ANNA)["bot"]["first_name"] == "Companion"
    assert sandbox.say(ANNA, "/start")["message_id"] > first
    sandbox.close()

    clock = Clock()
    again = Sandbox(clock, tmp_path)
    assert clock.moved == timedelta(0)
    assert [view["text"] for view in again.chat(ANNA)] == ["/start"]
    again.close()
