"""Help is one tap away from every screen: the lint sees where it is not."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot import transport
from bot.i18n import Html, Languages
from bot.views.dialogue import help_key
from bot.views.screen import Key, View, screen
from tests.cast import LOCALES, Person, Stage

t = Languages(LOCALES).of("en")
LOST = InlineKeyboardMarkup([[InlineKeyboardButton("Menu", callback_data="g:menu")]])
KEYS = ReplyKeyboardMarkup([["Back"]])


def planted(stage: Stage) -> list[str]:
    """What the journal finds wrong so far."""
    return stage.request.journal.planted()


async def test_buttons_without_help_are_found(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await stage.program.bot.send_message(anna.user, "Tap one", reply_markup=LOST)
    assert ["help is not on this screen" in line for line in planted(stage)] == [True, False]


async def test_an_edit_that_takes_help_away_is_found(stage: Stage, anna: Person) -> None:
    await anna.joins()
    newest = anna.heard[-1]["message_id"]
    await stage.program.bot.edit_message_text("Gone", anna.user, newest)
    assert ["nothing follows" in line for line in planted(stage)] == [True]


async def test_buttons_that_are_taken_off_the_newest_message_are_missed(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await transport.strip(stage.program.bot, anna.user, anna.heard[-1]["message_id"])
    await anna.says("hello")
    assert planted(stage) == [], "what follows has help again"
    await transport.strip(stage.program.bot, anna.user, anna.heard[-1]["message_id"])
    assert ["nothing follows" in line for line in planted(stage)] == [True]


async def test_a_plain_message_needs_another_behind_it(stage: Stage, anna: Person) -> None:
    await anna.joins()
    bot = stage.program.bot
    await bot.send_message(anna.user, "A list to forward")
    await transport.send(bot, anna.user, screen(t, Html("Above is your list")))
    assert planted(stage) == []
    await bot.send_message(anna.user, "A list to forward")
    assert len(planted(stage)) == 1


async def test_keys_below_the_chat_count_where_one_of_them_is_help(stage: Stage, anna: Person) -> None:
    await anna.joins()
    bot = stage.program.bot
    await transport.send(bot, anna.user, View(Html("Where?"), keys=((Key(help_key(t)),),)))
    await bot.send_message(anna.user, "A list to forward")
    assert planted(stage) == []
    await bot.send_message(anna.user, "No more keys", reply_markup=ReplyKeyboardRemove())
    assert len(planted(stage)) == 1
    await bot.send_message(anna.user, "Where?", reply_markup=KEYS)
    assert len(planted(stage)) == 2


async def test_the_page_of_warning_signs_is_help_itself(stage: Stage, anna: Person) -> None:
    await anna.says("/emergency")
    assert anna.last.startswith("🆘")
    assert planted(stage) == []
    assert stage.request.journal.looked_at["screens"] == 2


async def test_each_end_of_a_turn_is_looked_at(stage: Stage, anna: Person) -> None:
    await anna.joins()
    before = stage.request.journal.looked_at["ends"]
    await anna.says("/today", "/schedule")
    assert stage.request.journal.looked_at["ends"] == before + 2
