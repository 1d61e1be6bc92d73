"""The sandbox over HTTP: whom it answers, in which encodings, and how it says no."""

import asyncio
import base64
import json
import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.clock import Clock
from bot.sandbox import Sandbox
from bot.sandbox.server import build, serving
from tests.sandbox.given import ANNA, BORIS, TOKEN, picture
from tests.sandbox.test_clock import Diary

BOT = f"/bot{TOKEN}"


async def test_parameters_come_as_json_as_a_form_in_the_address_or_in_parts(served: httpx.AsyncClient) -> None:
    given = {"chat_id": str(ANNA), "text": "é 😀 & <"}
    answers = [
        await served.post(f"{BOT}/sendMessage", json={"chat_id": ANNA, "text": given["text"], "parse_mode": None}),
        await served.post(f"{BOT}/sendMessage", data=given),
        await served.get(f"{BOT}/sendMessage", params=given),
        await served.post(f"{BOT}/sendMessage", files={name: (None, value) for name, value in given.items()}),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == [given["text"]] * 4


async def test_structured_parameters_may_be_json_or_text_of_json(client: httpx.AsyncClient) -> None:
    markup = {"inline_keyboard": [[{"text": "Taken", "callback_data": "t"}]]}
    for given in (markup, json.dumps(markup)):
        answer = await client.post(f"{BOT}/sendMessage", json={"chat_id": ANNA, "text": "x", "reply_markup": given})
        assert answer.json()["result"]["reply_markup"] == markup


async def test_a_binary_file_arrives_unchanged_and_is_served_again(served: httpx.AsyncClient) -> None:
    content = bytes(range(256)) * 300 + b"\r\n--not-the-end\r\n"
    files = {"document": ('día "1".bin', content, "application/octet-stream")}
    answer = await served.post(f"{BOT}/sendDocument", data={"chat_id": str(ANNA)}, files=files)
    document = answer.json()["result"]["document"]
    assert document["file_name"] == 'día "1".bin'
    path = (await served.get(f"{BOT}/getFile", params={"file_id": document["file_id"]})).json()["result"]["file_path"]
    assert (await served.get(f"/file{BOT}/{path}")).content == content
    shown = await served.get(f"/sandbox/files/{document['file_id']}")
    assert shown.content == content
    assert shown.headers["content-type"] == "application/octet-stream"
    assert "d%C3%ADa" in shown.headers["content-disposition"]
    assert (await served.get(f"/file{BOT}/documents/none.bin")).status_code == 404
    assert (await served.get("/sandbox/files/none")).status_code == 404


async def test_a_page_among_the_files_is_never_run(client: httpx.AsyncClient) -> None:
    files = {"document": ("page.html", b"<script>alert(1)</script>", "text/html")}
    answer = await client.post(f"{BOT}/sendDocument", data={"chat_id": str(ANNA)}, files=files)
    shown = await client.get(f"/sandbox/files/{answer.json()['result']['document']['file_id']}")
    assert shown.headers["content-security-policy"] == "sandbox"
    assert shown.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (b"--x\r\n\r\n", "multipart/form-data"),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\ny\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    ],
)
async def test_a_body_that_makes_no_sense_is_a_bad_request(client: httpx.AsyncClient, body: bytes, kind: str) -> None:
    answer = await client.post(f"{BOT}/sendMessage", content=body, headers={"content-type": kind})
    assert answer.status_code == 400
    assert answer.json()["description"].startswith("Bad Request: ")


@pytest.mark.parametrize("path", ["/bot/getMe", "/botnonsense/getMe", "/bot0:x/getMe", f"{BOT}/sendPigeon", BOT])
async def test_what_is_not_there_is_not_found_in_telegrams_shape(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_only_the_token_that_was_named_is_let_in() -> None:
    sandbox = Sandbox(Clock(), token=TOKEN)
    async with serving(build(sandbox), sandbox) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        assert (await http.get(f"{BOT}/getMe")).json()["result"]["id"] == 123456
        wrong = await http.get("/bot123456:other/getMe")
        assert (wrong.status_code, wrong.json()["description"]) == (401, "Unauthorized")
        assert (await http.get("/file/bot123456:other/x")).status_code == 401
    sandbox.close()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "127.0.0.1:8080"}, 200),
        ({"host": "localhost"}, 200),
        ({"host": "evil.example"}, 403),
        ({"host": "127.0.0.1.evil.example:80"}, 403),
        ({"host": "localhost:8080", "origin": "http://localhost:8080"}, 200),
        ({"host": "localhost:8080", "origin": "http://evil.example"}, 403),
        ({"host": "localhost:8080", "origin": "null"}, 403),
        ({"host": "localhost:8080", "sec-fetch-site": "same-origin"}, 200),
        ({"host": "localhost:8080", "sec-fetch-site": "cross-site"}, 403),
        ({"host": "localhost:8080", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, 403),
    ],
)
async def test_other_web_sites_get_no_answer(client: httpx.AsyncClient, headers: dict[str, str], status: int) -> None:
    answer = await client.post("/sandbox/users/11/messages", json={"text": "hello"}, headers=headers)
    assert answer.status_code == status
    assert (await client.get("/sandbox/users", headers=headers)).status_code == status


async def test_the_errors_ask_to_wait_in_a_header_too(client: httpx.AsyncClient) -> None:
    fault = {"method": "getMe", "fault": "429", "retry_after": 5}
    assert (await client.post("/sandbox/faults", json=fault)).json() == {"waiting": 1}
    answer = await client.get(f"{BOT}/getMe")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "5")


async def test_cut_connections_break_without_an_answer(served: httpx.AsyncClient, sandbox: Sandbox) -> None:
    for fault, messages in (("cut_before", 0), ("cut_after", 1)):
        await served.post("/sandbox/faults", json={"method": "sendMessage", "fault": fault})
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            await served.post(f"{BOT}/sendMessage", json={"chat_id": ANNA, "text": "x"})
        assert len(sandbox.sent_to(ANNA)) == messages


async def test_a_person_comes_to_be_when_first_named(client: httpx.AsyncClient) -> None:
    expected = {"id": BORIS, "first_name": "Boris", "language_code": "es", "blocked": False, "started": False}
    answer = await client.patch(f"/sandbox/users/{BORIS}", json={"first_name": "Boris", "language_code": "es"})
    assert answer.json() == expected
    assert expected in (await client.get("/sandbox/users")).json()
    assert (await client.get("/sandbox/users/77/chat")).json() == []
    assert 77 in [person["id"] for person in (await client.get("/sandbox/users")).json()]


async def test_scripts_write_tap_edit_and_read(client: httpx.AsyncClient) -> None:
    markup = {"inline_keyboard": [[{"text": "Taken", "callback_data": "t"}]]}
    sent = await client.post(f"{BOT}/sendMessage", json={"chat_id": ANNA, "text": "Due", "reply_markup": markup})
    card = sent.json()["result"]["message_id"]
    tap = (await client.post(f"/sandbox/users/{ANNA}/taps", json={"message_id": card, "data": "t"})).json()["id"]
    assert (await client.get(f"/sandbox/users/{ANNA}/taps/{tap}")).json()["answered"] is False
    assert (await client.get(f"/sandbox/users/{ANNA}/taps/1")).status_code == 404
    gone = await client.post(f"/sandbox/users/{ANNA}/taps", json={"message_id": card, "data": "other"})
    assert gone.status_code == 409
    written = (await client.post(f"/sandbox/users/{ANNA}/messages", json={"text": "tkaen"})).json()["message_id"]
    edited = await client.patch(f"/sandbox/users/{ANNA}/messages/{written}", json={"text": "taken"})
    assert edited.json()["edited"] is True
    for given in (
        {"location": {"latitude": 1, "longitude": 2.5}},
        {"photo": base64.b64encode(picture()).decode(), "caption": "look"},
        {"sticker": True},
        {"voice": True},
        {"text": "x", "forwarded": True},
    ):
        assert (await client.post(f"/sandbox/users/{ANNA}/messages", json=given)).status_code == 200
    texts = [message["text"] for message in (await client.get(f"/sandbox/users/{ANNA}/chat")).json()]
    assert texts == ["/start", "Due", "taken", "", "look", "", "", "x"]
    later = await client.get(f"/sandbox/users/{ANNA}/chat", params={"after": written})
    assert len(later.json()) == 5


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/sandbox/users/11/messages", {}),
        ("POST", "/sandbox/users/11/messages", {"text": ""}),
        ("POST", "/sandbox/users/11/messages", {"text": 5}),
        ("POST", "/sandbox/users/11/messages", {"text": "x", "sticker": True}),
        ("POST", "/sandbox/users/11/messages", {"txt": "x"}),
        ("POST", "/sandbox/users/11/messages", {"photo": "%%%"}),
        ("POST", "/sandbox/users/11/messages", {"photo": "eA=="}),
        ("POST", "/sandbox/users/11/messages", {"location": {"latitude": "north"}}),
        ("POST", "/sandbox/users/11/messages", {"location": {"latitude": 95, "longitude": 0}}),
        ("POST", "/sandbox/users/11/messages", []),
        ("POST", "/sandbox/users/anna/messages", {"text": "x"}),
        ("POST", "/sandbox/users/0/messages", {"text": "x"}),
        ("PATCH", "/sandbox/users/11", {"blocked": "yes"}),
        ("PATCH", "/sandbox/users/11", {"language_code": "in Spanish"}),
        ("PATCH", "/sandbox/users/11", {"first_name": "x" * 65}),
        ("PATCH", "/sandbox/users/11/messages/1", {"text": "/start"}),
        ("POST", "/sandbox/users/11/taps", {"message_id": "?", "data": "x"}),
        ("GET", "/sandbox/users/11/chat?after=x", None),
        ("GET", "/sandbox/users/11/screen?version=x", None),
        ("POST", "/sandbox/faults", {"method": "getMe", "fault": "418"}),
        ("POST", "/sandbox/faults", {"method": "", "fault": "500"}),
        ("POST", "/sandbox/faults", {"method": "getMe", "fault": "500", "times": "2"}),
        ("POST", "/sandbox/clock", {}),
        ("POST", "/sandbox/clock", {"advance": "P1M"}),
        ("POST", "/sandbox/clock", {"advance": "P999999W"}),
        ("POST", "/sandbox/clock", {"advance": "PT1H", "to": "next"}),
        ("POST", "/sandbox/clock", {"to": "tomorrow"}),
        ("POST", "/sandbox/clock", {"to": "2031-03-02T09:00:00"}),
        ("POST", "/sandbox/clock", {"to": "1999-03-02T09:00:00Z"}),
        ("POST", "/sandbox/clock", {"to": "next"}),
    ],
)
async def test_a_request_that_makes_no_sense_is_answered_with_a_sentence(
    client: httpx.AsyncClient, method: str, path: str, body: Any
) -> None:
    answer = await client.request(method, path, json=body)
    assert answer.status_code in {409, 422}
    assert answer.json()["error"].endswith(".")


async def test_a_blocked_bot_gets_no_messages(client: httpx.AsyncClient) -> None:
    await client.patch(f"/sandbox/users/{ANNA}", json={"blocked": True})
    answer = await client.post(f"/sandbox/users/{ANNA}/messages", json={"text": "x"})
    assert answer.status_code == 409
    assert "unblock" in answer.json()["error"]


async def test_the_screen_waits_for_what_is_newer(client: httpx.AsyncClient) -> None:
    address = f"/sandbox/users/{ANNA}/screen"
    screen = (await client.get(address)).json()
    assert set(screen) == {*("version", "messages", "keyboard", "commands", "menu", "bot", "typing", "toast", "clock")}
    waiting = asyncio.create_task(client.get(address, params={"version": screen["version"]}))
    await client.post(f"/sandbox/users/{ANNA}/messages", json={"text": "hello"})
    assert (await waiting).json()["messages"][-1]["text"] == "hello"


async def test_the_clock_is_moved_and_the_bot_acts_on_its_way() -> None:
    clock = Clock()
    bot = Diary(clock, *(datetime(2090, 1, 1, hour, tzinfo=UTC) for hour in (1, 3, 5)))
    clock.move_to(datetime(2090, 1, 1, tzinfo=UTC))
    sandbox = Sandbox(clock)
    async with (
        serving(build(sandbox, bot), sandbox) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http,
    ):
        assert (await http.get("/sandbox/clock")).json()["next"] == "2090-01-01T01:00:00Z"
        answer = await http.post("/sandbox/clock", json={"to": "next"})
        assert answer.json()["next"] == "2090-01-01T03:00:00Z"
        assert answer.json()["now"].startswith("2090-01-01T01:0")
        both = (http.post("/sandbox/clock", json={"advance": "PT2H"}) for _ in range(2))
        await asyncio.gather(*both)
        assert [planned.hour for planned, _ in bot.done] == [1, 3, 5]
        assert (await http.get("/sandbox/clock")).json()["next"] is None
        back = await http.post("/sandbox/clock", json={"to": "2090-01-01T02:00:00+01:00"})
        assert back.json()["error"] == "The clock only moves forward; start anew to go back."
    sandbox.close()


async def test_starting_anew_leaves_nobody_and_the_real_time(client: httpx.AsyncClient, sandbox: Sandbox) -> None:
    await client.post("/sandbox/clock", json={"advance": "P1D"})
    assert (await client.post("/sandbox/reset")).json() == {}
    assert (await client.get("/sandbox/users")).json() == []
    assert sandbox.clock.moved == timedelta(0)


async def test_the_page_is_served(served: httpx.AsyncClient) -> None:
    page = await served.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert (await served.get("/page/index.html")).status_code == 200
    assert (await served.get("/page/../world.py")).status_code == 404


async def test_a_port_in_use_is_told() -> None:
    sandbox = Sandbox(Clock())
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        async with serving(build(sandbox), sandbox, taken.getsockname()[1]):
            pass
    sandbox.close()


async def test_it_stops_at_once_even_while_polls_are_open() -> None:
    sandbox = Sandbox(Clock())
    async with httpx.AsyncClient(timeout=20) as http:
        async with serving(build(sandbox), sandbox) as port:
            here = f"http://127.0.0.1:{port}"
            poll = asyncio.create_task(http.get(f"{here}{BOT}/getUpdates", params={"timeout": 50}))
            screen = (await http.get(f"{here}/sandbox/users/1/screen")).json()["version"]
            watch = asyncio.create_task(http.get(f"{here}/sandbox/users/1/screen", params={"version": screen}))
            await http.get(f"{here}/sandbox/clock")
            before = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - before < 2
        assert (await poll).json() == {"ok": True, "result": []}
        assert (await watch).json()["messages"] == []
    sandbox.close()
