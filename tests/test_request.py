"""The line to Telegram: what is sent, and of what failed, whether it can have arrived."""

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot import transport
from bot.clock import Clock
from bot.request import Cut, Http, NeverLeft
from bot.sandbox import Sandbox
from bot.sandbox.server import build, serving
from tests.running import free_port

TOKEN = "987654:CanaryCanaryCanaryCanaryCanaryCan"
ANNA = 7
GOOD = b'{"ok": true, "result": true}'
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes, status: str = "200 OK", more: str = "") -> bytes:
    """An HTTP answer."""
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


@asynccontextmanager
async def served(serve: Serve) -> AsyncIterator[str]:
    """The address of a server that does as it is told with each connection."""

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(one, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


def always(reply: bytes) -> Serve:
    """A server that gives every request the same answer."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0))
            writer.write(reply)

    async def until_they_hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except asyncio.IncompleteReadError:
            return

    return until_they_hang_up


async def hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A server that reads a request and cuts the connection."""
    await reader.readuntil(b"\r\n\r\n")


async def says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A server that reads a request and never answers."""
    await reader.read()


async def calls(address: str, line: Http, read_timeout: Any = Http.DEFAULT_NONE) -> object:
    """One call of the Bot API."""
    async with line:
        return await line.post(f"{address}/bot{TOKEN}/sendMessage", read_timeout=read_timeout)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A local Telegram."""
    telegram = Sandbox(Clock(), token=TOKEN)
    yield telegram
    telegram.close()


@asynccontextmanager
async def bot_of(sandbox: Sandbox) -> AsyncIterator[Bot]:
    """A bot whose requests go to the sandbox over HTTP."""
    async with serving(build(sandbox), sandbox) as port:
        address = f"http://127.0.0.1:{port}"
        line = Http()
        bot: Bot = ExtBot(
            TOKEN,
            base_url=f"{address}/bot",
            base_file_url=f"{address}/file/bot",
            request=line,
            get_updates_request=Http(connections=2),
        )
        async with bot:
            sandbox.say(ANNA, "/start")
            yield bot


async def test_texts_buttons_and_files_arrive_as_they_were_sent(sandbox: Sandbox) -> None:
    async with bot_of(sandbox) as bot:
        rows = InlineKeyboardMarkup([[InlineKeyboardButton("Sí", callback_data="y")]])
        await bot.send_message(ANNA, "<b>¿Café</b> & 💉?", parse_mode="HTML", reply_markup=rows)
        sent = sandbox.sent_to(ANNA)[-1]
        assert (sent["text"], sent["buttons"][0][0]["text"]) == ("¿Café & 💉?", "Sí")
        content = bytes(range(256)) * 8000
        message = await bot.send_document(ANNA, InputFile(content, filename="año 2.bin"), caption="é")
        assert message.document is not None
        assert message.document.file_name == "año 2.bin"
        file = await message.document.get_file()
        assert bytes(await file.download_as_bytearray()) == content


async def test_updates_are_polled_for_longer_than_other_answers_may_take(sandbox: Sandbox) -> None:
    async with serving(build(sandbox), sandbox) as port:
        line = Http(read=0.05)
        bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=Http(), get_updates_request=line)
        async with bot:
            polled = asyncio.create_task(bot.get_updates(timeout=20))
            await asyncio.sleep(0.3)
            sandbox.say(ANNA, "hello")
            assert [update.message.text for update in await polled if update.message] == ["hello"]


async def test_a_line_may_be_opened_and_closed_twice_and_opened_again() -> None:
    async with served(always(answer(GOOD))) as address:
        line = Http()
        await line.initialize()
        await line.initialize()
        await line.shutdown()
        await line.shutdown()
        assert await calls(address, line) is True


async def test_a_connection_is_kept_and_still_good_after_a_rest_longer_than_an_answer_may_take() -> None:
    connections = 0

    async def counts(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await always(answer(GOOD))(reader, writer)

    async with served(counts) as address, Http(read=0.1) as line:
        for _ in range(3):
            assert await line.post(f"{address}/bot{TOKEN}/getMe") is True
            await asyncio.sleep(0.3)
    assert connections == 1


async def test_many_requests_at_once_share_the_connections_there_are() -> None:
    async with served(always(answer(GOOD))) as address, Http(connections=4) as line:
        sent = await asyncio.gather(*(line.post(f"{address}/bot{TOKEN}/sendMessage") for _ in range(300)))
    assert sent == [True] * 300


async def test_what_found_nobody_surely_never_left() -> None:
    with pytest.raises(NeverLeft) as refused:
        await calls(f"http://127.0.0.1:{free_port()}", Http())
    assert transport.judge(refused.value) == transport.Later()


async def test_what_found_no_safe_connection_surely_never_left() -> None:
    async with served(hangs_up) as address:
        with pytest.raises(NeverLeft):
            await calls(address.replace("http", "https"), Http())


async def test_what_waited_in_vain_for_a_free_connection_surely_never_left() -> None:
    async with served(says_nothing) as address, Http(connections=1) as line:
        first = asyncio.create_task(line.post(f"{address}/bot{TOKEN}/sendMessage"))
        await asyncio.sleep(0.05)
        with pytest.raises(NeverLeft):
            await line.post(f"{address}/bot{TOKEN}/sendMessage", connect_timeout=0.05, pool_timeout=0.05)
        first.cancel()
        await asyncio.wait([first])


async def test_what_was_cut_after_it_left_may_have_arrived() -> None:
    async with served(hangs_up) as address:
        with pytest.raises(Cut) as cut:
            await calls(address, Http())
    assert transport.judge(cut.value) == transport.Unsure()


async def test_what_was_cut_in_the_middle_of_its_answer_may_have_arrived() -> None:
    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer(GOOD)[:-5])

    async with served(half) as address:
        with pytest.raises(Cut):
            await calls(address, Http())


async def test_what_was_not_answered_in_time_may_have_arrived() -> None:
    async with served(says_nothing) as address:
        with pytest.raises(TimedOut) as late:
            await calls(address, Http(read=0.05))
        assert transport.judge(late.value) == transport.Unsure()
        with pytest.raises(TimedOut):
            await calls(address, Http(), read_timeout=0.05)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        ("400 Bad Request", b'{"ok": false, "description": "Bad Request: x"}', BadRequest),
        ("401 Unauthorized", b'{"ok": false, "description": "Unauthorized"}', InvalidToken),
        ("403 Forbidden", b'{"ok": false, "description": "Forbidden: x"}', Forbidden),
        ("429 Too Many Requests", b'{"ok": false, "parameters": {"retry_after": 3}}', RetryAfter),
        ("502 Bad Gateway", b'{"ok": false, "description": "Bad Gateway"}', NetworkError),
    ],
)
async def test_telegrams_refusals_keep_their_meaning(status: str, body: bytes, kind: type[TelegramError]) -> None:
    async with served(always(answer(body, status))) as address:
        with pytest.raises(kind):
            await calls(address, Http())


@pytest.mark.parametrize(
    "reply",
    [
        answer(b"<html>Log in to the hotel's Wi-Fi</html>"),
        answer(f"<html>/bot{TOKEN}/sendMessage may not be visited</html>".encode(), "403 Forbidden"),
        answer(b"<html>no such page</html>", "404 Not Found"),
        answer(b"", "302 Found", "Location: http://127.0.0.1:9/elsewhere\r\n"),
    ],
)
async def test_an_answer_that_is_not_telegrams_counts_as_a_line_that_is_down(reply: bytes) -> None:
    async with served(always(reply)) as address:
        with pytest.raises(NetworkError) as down:
            await calls(address, Http())
    assert transport.judge(down.value) == transport.Later()
    assert "Canary" not in str(down.value)


async def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readline())
        await always(answer(GOOD))(reader, writer)

    async with served(proxy) as address:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, address)
        monkeypatch.setenv("no_proxy", "nothing.invalid")
        assert await calls("http://telegram.invalid", Http()) is True
    assert asked == [f"POST http://telegram.invalid/bot{TOKEN}/sendMessage HTTP/1.1\r\n".encode()]


@pytest.mark.parametrize("trouble", ["nobody", "cut", "silence", "no address", "closed"])
async def test_no_trouble_tells_the_token(trouble: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    serve = says_nothing if trouble == "silence" else hangs_up
    async with served(serve) as address:
        addresses = {"nobody": f"http://127.0.0.1:{free_port()}", "no address": "ftp://127.0.0.1"}
        line = Http(read=0.05)
        try:
            if trouble == "closed":
                await line.post(f"{address}/bot{TOKEN}/sendMessage")
            else:
                await calls(addresses.get(trouble, address), line)
        except TelegramError as error:
            told = "".join(traceback.format_exception(error)) + repr(error.__cause__) + repr(error)
    assert "Canary" not in told
    assert "Canary" not in caplog.text
