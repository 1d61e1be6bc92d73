"""Troubles that were ordered happen, to whom and as often as was said."""

import pytest

from bot.sandbox import ImpossibleError, Sandbox
from bot.sandbox.errors import CutError
from tests.sandbox.conftest import Call
from tests.sandbox.given import ANNA


async def test_too_many_requests_say_when_to_come_back(ask: Call, does: Call, sandbox: Sandbox) -> None:
    sandbox.fail("sendMessage", "429", retry_after=7)
    answer = await ask("sendMessage", chat_id=ANNA, text="x")
    assert answer.status == 429
    assert answer.body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert await does("sendMessage", chat_id=ANNA, text="x")


@pytest.mark.parametrize(
    ("fault", "status", "description"),
    [
        ("403", 403, "Forbidden: bot was blocked by the user"),
        ("500", 500, "Internal Server Error"),
        ("502", 502, "Bad Gateway"),
    ],
)
async def test_errors_look_like_telegrams(
    ask: Call, sandbox: Sandbox, fault: str, status: int, description: str
) -> None:
    sandbox.fail("sendMessage", fault)
    answer = await ask("sendMessage", chat_id=ANNA, text="x")
    assert (answer.status, answer.body["description"]) == (status, description)
    assert sandbox.sent_to(ANNA) == []


@pytest.mark.parametrize(("fault", "delivered"), [("cut_before", False), ("cut_after", True)])
async def test_a_cut_connection_delivers_or_does_not(ask: Call, sandbox: Sandbox, fault: str, delivered: bool) -> None:
    sandbox.fail("sendMessage", fault)
    with pytest.raises(CutError) as cut:
        await ask("sendMessage", chat_id=ANNA, text="x")
    assert cut.value.delivered is delivered
    assert len(sandbox.sent_to(ANNA)) == int(delivered)


async def test_a_fault_strikes_its_method_alone_and_so_many_times(ask: Call, sandbox: Sandbox) -> None:
    sandbox.fail("sendMessage", "500", times=2)
    assert (await ask("getMe")).status == 200
    statuses = [(await ask("sendMessage", chat_id=ANNA, text="x")).status for _ in range(3)]
    assert statuses == [500, 500, 200]


async def test_a_fault_for_all_methods_spares_the_polls(ask: Call, sandbox: Sandbox) -> None:
    sandbox.fail("*", "502")
    assert (await ask("getUpdates")).status == 200
    assert (await ask("getMe")).status == 502
    assert sandbox.faults.waiting() == 0


async def test_starting_anew_takes_ordered_troubles_away(ask: Call, sandbox: Sandbox) -> None:
    sandbox.fail("getMe", "500", times=9)
    sandbox.reset()
    assert (await ask("getMe")).status == 200


@pytest.mark.parametrize(("fault", "times"), [("418", 1), ("500", 0)])
def test_a_fault_that_makes_no_sense_is_refused(sandbox: Sandbox, fault: str, times: int) -> None:
    with pytest.raises(ImpossibleError):
        sandbox.fail("getMe", fault, times=times)
