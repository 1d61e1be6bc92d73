"""The real program, started as people start it: over HTTP, through kills, on the command line."""

import asyncio
import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.sandbox import Sandbox
from bot.sandbox.server import build, serving
from tests.running import PLAN, ROOT, Patient, Running, enter_plan, environment, free_port, running, until

TOKEN = "987654:CanaryCanaryCanaryCanaryCanaryCan"


def move(program: Running, **body: str) -> dict[str, str]:
    """Move the sandbox's clock."""
    answer = program.http.post("/sandbox/clock", json=body)
    assert answer.status_code == 200, answer.text
    moved: dict[str, str] = answer.json()
    return moved


def test_the_whole_journey_over_http(tmp_path: Path) -> None:
    with running(tmp_path, cold=True) as program:
        anna = Patient(program, 7)
        anna.joins()
        enter_plan(anna)
        moved = move(program, to="next")
        reminder = anna.waits_for("Time for your injection")
        assert reminder["date"][:16] == moved["now"][:16]
        assert [button["style"] for button in reminder["buttons"][0]] == ["success"]
        card = anna.taps("Taken", "Noted: you had this injection")
        assert card["edited"]
        assert "Next: " in card["text"]
        anna.says("/today", "Last injection:")
        anna.says("/next", "Your coming dates")
        document = anna.says("/export", "everything I keep about you")["document"]
        record = json.loads(program.http.get(f"/sandbox/files/{document['file_id']}").content)
        assert record["doses"][0]["state"] == "taken"
        anna.says("/delete", "Erase everything I keep")
        anna.taps("Yes, erase everything", "Everything is erased.")
    log = program.log.read_text()
    assert "1000" not in log, "doses never reach the log"
    assert "ethylcobalamin" not in log


def test_a_kill_at_any_question_goes_on_at_the_same_question_and_no_answer_is_lost(tmp_path: Path) -> None:
    with running(tmp_path) as program:
        anna = Patient(program, 7)
        anna.joins()
        anna.taps("Enter my plan", "Which medicine is it?")
        question = "Which medicine is it?"
        program.kill()
    for way, what, expect in PLAN:
        program = Running(tmp_path, "run").ready()
        anna = Patient(program, 7)
        anna.waits_for(question)
        # killed while the answer may be anywhere: fetched, taken, half answered
        if way == "say":
            program.http.post("/sandbox/users/7/messages", json={"text": what})
        else:
            message, data = anna.button(what)
            program.http.post("/sandbox/users/7/taps", json={"message_id": message, "data": data})
        program.kill()
        question = expect
    with running(tmp_path) as program:
        anna = Patient(program, 7)
        anna.waits_for("Saved.")
        anna.says("/schedule", "Your plan, as you confirmed it")


def test_a_kill_while_reminding_repeats_at_most_once_and_records_once(tmp_path: Path) -> None:
    with running(tmp_path) as program:
        anna = Patient(program, 7)
        anna.joins()
        enter_plan(anna)
        program.http.post("/sandbox/faults", json={"method": "sendMessage", "fault": "cut_after", "times": 1})
        due = program.http.get("/sandbox/clock").json()["next"]
        program.kill()
    with running(tmp_path) as program:
        anna = Patient(program, 7)
        later = datetime.fromisoformat(due) + timedelta(minutes=3)
        move(program, to=later.isoformat())
        anna.waits_for("Time for your injection")
        reminders = [m for m in anna.heard() if "Time for your injection" in m["text"]]
        assert 1 <= len(reminders) <= 2
        anna.taps("Taken", "Noted")
        document = anna.says("/export", "everything I keep")["document"]
        record = json.loads(program.http.get(f"/sandbox/files/{document['file_id']}").content)
        assert [event["kind"] for event in record["doses"][0]["events"]] == ["taken"]


def test_ctrl_c_stops_it_within_two_seconds_and_fresh_starts_anew(tmp_path: Path) -> None:
    program = Running(tmp_path, "run").ready()
    Patient(program, 7).says("/start", "Are you 18")
    assert program.stop() < 2
    assert program.process.returncode == 0
    with running(tmp_path) as program:
        assert len(Patient(program, 7).heard()) == 1, "the chat goes on"
    with running(tmp_path, "run", "--fresh") as program:
        assert Patient(program, 7).heard() == []


def test_a_reset_forgets_chats_and_patients(tmp_path: Path) -> None:
    with running(tmp_path) as program:
        Patient(program, 7).joins()
        assert program.http.post("/sandbox/reset").status_code == 200
        Patient(program, 7).says("/start", "Are you 18")


def test_the_sandbox_alone_serves_any_client(tmp_path: Path) -> None:
    with running(tmp_path, "sandbox", cold=True) as program:
        assert program.http.get("/bot1:any/getMe").json()["ok"]


def refusal(tmp_path: Path, *arguments: str, **more: str) -> str:
    """What the program says when it refuses to start."""
    ran = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=environment(tmp_path, int(more.pop("port", free_port())), more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 2, ran.stderr
    return ran.stderr


def test_a_wrong_setting_is_named_in_one_line(tmp_path: Path) -> None:
    said = refusal(tmp_path, "run", LOG_LEVEL="LOUD", TELEGRAM_BOT_TOKEN="my secret")
    assert "LOG_LEVEL" in said
    assert "TELEGRAM_BOT_TOKEN" in said
    assert "my secret" not in said
    assert len(said.splitlines()) == 2


def test_a_port_in_use_is_named_in_one_line(tmp_path: Path) -> None:
    with running(tmp_path) as program:
        said = refusal(tmp_path / "other", "run", port=str(program.port))
    assert said.splitlines()[-1].startswith(f"SANDBOX_PORT: port {program.port} cannot be used")


async def test_a_server_out_of_reach_is_named_in_one_line_and_waited_for(tmp_path: Path) -> None:
    port = free_port()
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": f"http://127.0.0.1:{port}"}
    program = Running(tmp_path, "run", more=settings)
    sandbox = Sandbox(Clock(), token=TOKEN)
    try:
        await asyncio.to_thread(until, lambda: "cannot be reached" in program.log.read_text(), "the line")
        # its next try finds nobody either
        await asyncio.sleep(2.5)
        async with serving(build(sandbox), sandbox, port):
            sandbox.say(7, "/start")
            await heard(sandbox, 7, "Are you 18")
            assert await asyncio.to_thread(program.stop) < 5
    finally:
        await asyncio.to_thread(program.stop)
        sandbox.close()
    log = program.log.read_text()
    line = f"Telegram cannot be reached at http://127.0.0.1:{port} (NeverLeft). The bot goes on trying."
    assert log.splitlines().count(line) == log.count("cannot be reached") == 1
    assert TOKEN.partition(":")[2] not in log


def test_a_program_that_waits_for_telegram_stops_when_told(tmp_path: Path) -> None:
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": f"http://127.0.0.1:{free_port()}"}
    program = Running(tmp_path, "run", more=settings)
    until(lambda: "cannot be reached" in program.log.read_text(), "the line")
    assert program.stop() < 5
    assert program.process.returncode == 0
    assert "level=ERROR" not in program.log.read_text()


def test_the_command_line_shows_its_face() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    ).stdout
    assert "run" in shown
    assert "sandbox" in shown


async def test_the_same_program_runs_by_long_polling_and_a_second_one_gives_way(tmp_path: Path) -> None:
    sandbox = Sandbox(Clock(), token=TOKEN)
    async with serving(build(sandbox), sandbox) as port:
        settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": f"http://127.0.0.1:{port}"}
        (tmp_path / "second").mkdir()
        first = Running(tmp_path, "run", more=settings)
        try:
            sandbox.say(7, "/start")
            await heard(sandbox, 7, "Are you 18")
            message = sandbox.sent_to(7)[-1]
            sandbox.tap(7, message["message_id"], message["buttons"][0][0]["data"])
            await heard(sandbox, 7, "not end-to-end encrypted")
            second = Running(tmp_path / "second", "run", more=settings)
            stopped = await asyncio.to_thread(until, lambda: one_has_stopped(first, second), "one to give way")
            assert stopped.process.returncode == 2
            assert "Another program already runs this bot" in stopped.log.read_text().splitlines()[-1]
            await asyncio.to_thread(second.stop)
        finally:
            await asyncio.to_thread(first.stop)
    sandbox.close()
    log = first.log.read_text()
    assert TOKEN not in log
    assert TOKEN.partition(":")[2] not in log


def one_has_stopped(*programs: Running) -> Running | None:
    """The one of them that runs no more."""
    return next((program for program in programs if program.process.poll() is not None), None)


async def test_a_token_that_telegram_does_not_know_is_named_in_one_line(tmp_path: Path) -> None:
    sandbox = Sandbox(Clock(), token="1:another-token")
    async with serving(build(sandbox), sandbox) as port:
        url = f"http://127.0.0.1:{port}"
        said = await asyncio.to_thread(refusal, tmp_path, "run", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=url)
    sandbox.close()
    assert said.splitlines()[-1].startswith("TELEGRAM_BOT_TOKEN: Telegram does not know this token.")
    assert TOKEN not in said


async def heard(sandbox: Sandbox, user: int, words: str) -> None:
    """Wait until the bot has said so."""
    for _ in range(1500):
        if any(words in message["text"] for message in sandbox.sent_to(user)):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"waited in vain for {words!r}")
