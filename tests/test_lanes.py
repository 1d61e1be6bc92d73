"""Each chat's work in order, chats side by side; and what is done once for all who asked."""

import asyncio

from bot.lanes import Lanes
from bot.soon import Soon


async def test_a_chat_takes_one_place_however_much_waits_in_it() -> None:
    running: set[int] = set()
    most, order = 0, []

    async def act(number: int) -> bool:
        nonlocal most
        running.add(number)
        most = max(most, len(running))
        await asyncio.sleep(0.001)
        running.discard(number)
        order.append(number)
        return True

    lanes = Lanes(act, at_once=2)
    for number in range(10):
        lanes.put(1, number)
    for chat in (2, 3, 4):
        lanes.put(chat, 100 * chat)
    await lanes.idle()
    assert most == 2
    assert [number for number in order if number < 100] == list(range(10))
    assert max(order.index(100 * chat) for chat in (2, 3, 4)) <= 5, "they take turns with the flood"


async def test_what_could_not_be_done_rests_and_is_tried_again_before_what_follows() -> None:
    tried: list[int] = []

    async def act(number: int) -> bool:
        tried.append(number)
        return len(tried) > 2

    lanes = Lanes(act, at_once=1, rest=0.01)
    lanes.put(1, 5)
    lanes.put(1, 6)
    await lanes.idle(5)
    assert tried == [5, 5, 5, 6]


async def test_after_the_end_nothing_more_begins() -> None:
    begun: list[int] = []

    async def act(number: int) -> bool:
        begun.append(number)
        await asyncio.sleep(60)
        return True

    lanes = Lanes(act, at_once=1)
    lanes.put(1, 1)
    lanes.put(2, 2)
    await asyncio.sleep(0)
    await lanes.close(0.01)
    lanes.put(3, 3)
    await asyncio.sleep(0)
    assert begun == [1]


async def test_what_many_ask_for_is_done_once_and_again_for_who_asks_meanwhile() -> None:
    done = 0

    async def act() -> None:
        nonlocal done
        done += 1
        if done == 1:
            soon.ask()
            raise RuntimeError("a bug ends nothing")

    soon = Soon(act, 0.01)
    for _ in range(5):
        soon.ask()
    await asyncio.sleep(0.1)
    assert done == 2
    soon.ask()
    await soon.close()
    assert done == 2
