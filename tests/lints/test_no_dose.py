"""The bot says no amount that is not the patient's own: the lint over all that is sent, and over all it could say."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from bot import transport
from bot.client import Client
from bot.clock import Clock
from bot.i18n import Html, Languages
from bot.sandbox import Sandbox
from bot.sandbox.wire import Params
from bot.views.buttons import Take
from bot.views.screen import Button, View
from tests.cast import LOCALES, Json, Person, Stage
from tests.lints import watching
from tests.lints.amounts import amounts, is_known
from tests.lints.examples import ABOUT_LABELS, LABEL_EXAMPLES, without_examples
from tests.lints.outside import look
from tests.lints.plugin import LOOKED_AT, blind
from tests.lints.sentences import english, texts, translated
from tests.lints.watching import Journal, Watched
from tests.test_translations import VIEWS


def doses(journal: Journal) -> list[str]:
    """What the journal finds wrong about amounts so far."""
    return [line for line in journal.planted() if "no dose" in line]


def test_no_sentence_holds_an_amount_of_its_own_in_any_language() -> None:
    assert len(english()) > 900
    assert {tag: len(said) > 900 for tag, said in translated().items()} == dict.fromkeys(translated(), True)
    every = [*english(), *(one for said in translated().values() for one in said)]
    assert [said for said in every if amounts(said)] == []


def test_no_text_in_the_source_of_the_views_holds_one_either() -> None:
    assert [text for path in VIEWS.rglob("*.py") for text in texts(path) if amounts(text)] == []


def test_a_reviewed_example_is_one_that_a_page_needs_and_is_known_on_that_page_alone() -> None:
    pages = [t.pages[topic] for t in Languages(LOCALES) for topic in ABOUT_LABELS]
    said = [paragraph.text for page in pages for paragraph in page.paragraphs]
    assert {one.words for text in said for one in amounts(text)} == LABEL_EXAMPLES
    assert [text for text in said if amounts(without_examples(f"Hello. {text}"))] == []
    assert amounts(without_examples("Have 1,000 mcg (1 mg)."))


@pytest.mark.parametrize(
    "said",
    [
        "Most people have 1,000 mcg.",
        "Most people have 1\u00a0000\u00a0mcg.",
        "It is <b>0.5</b> mg a day",
        "Take 500 micrograms",
        "Use 2 ampoules",
        "Take half an ampoule or half ampoule",
        "dos ampollas",
        "quinientos microgramos",
        "Inject 1mL",
        "That is 30 IU",
        "1 g of it",
        "½ ampoule",
        "500-mcg ampoules",
    ],
)
def test_a_sentence_with_an_amount_is_found(said: str) -> None:
    assert amounts(said.replace("<b>", "").replace("</b>", "")) != []


@pytest.mark.parametrize(
    "said", ["one injection", "Type it with mcg or mg", "an ampoule", "1 week", "at 09:00", "{n} ampoules", "2 mgx"]
)
def test_what_is_no_amount_is_let_be(said: str) -> None:
    assert amounts(said) == []


@pytest.mark.parametrize(
    ("said", "told", "known"),
    [
        ("1,000 mcg (1 mg)", "1000 mcg", True),
        ("1,000 mcg (1 mg)", "1mg", True),
        ("10,000 mcg (10 mg)", "10 mg", True),
        ("1,000 mcg", "1000", True),
        ("1,000 mg", "1000", True),
        ("You typed: 2 ml of 5 mg/mL", "2 ml of 5 mg/mL", True),
        ("2 ampoules", "two ampoules a week", True),
        ("1,000 mcg (1 mg)", "1000 mcg at 9", True),
        ("10,000 mcg", "1000 mcg", False),
        ("9 mcg", "1000 mcg at 9", False),
        ("1 mL", "1000 mcg", False),
        ("2 ampoules", "2000 mcg", False),
        ("500 mcg", "", False),
    ],
)
def test_an_amount_is_known_by_what_was_told_alone(said: str, told: str, known: bool) -> None:
    assert amounts(said)
    assert all(is_known(one, {told}) for one in amounts(said)) is known


def test_a_mass_is_read_in_micrograms() -> None:
    assert [one.value for one in amounts("0.5 mg, 1,500 mcg, 0,25 mg and 1 g")] == [500, 1500, 250, 1_000_000]
    assert amounts("1,000.5 mcg")[0].value == Decimal("1000.5")


@pytest.mark.parametrize("way", ["message", "button", "caption", "toast"])
async def test_an_amount_that_nobody_told_fails_the_test_that_sent_it(stage: Stage, anna: Person, way: str) -> None:
    await anna.joins()
    journal, bot = stage.request.journal, stage.program.bot
    stage.sandbox.say(anna.user, "1000 mcg")
    with journal.turn():
        match way:
            case "message":
                await bot.send_message(anna.user, "Usual is <b>500</b> mcg.", parse_mode="HTML")
            case "caption":
                await bot.send_document(anna.user, b"page", caption="Usual is 500 mcg.")
            case "button":
                view = View(Html("How much?"), ((Button("500 mcg", Take(1)),),))
                await transport.send(bot, anna.user, view)
            case _:
                message, data = anna.button("Get help")
                tap = stage.sandbox.tap(anna.user, message, data)
                await bot.answer_callback_query(tap, "Usual is 500 mcg.")
    stage.sandbox.take_updates()
    assert ["500" in line for line in doses(journal)] == [True]


async def test_a_reminder_may_name_what_was_confirmed_and_not_what_was_only_typed(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    journal, bot = stage.request.journal, stage.program.bot
    await anna.says("2000 mcg")
    assert doses(journal) == []
    for amount in ("1,000 mcg (1 mg)", "2,000 mcg"):
        await transport.send(bot, anna.user, View(Html(f"Due: {amount}"), ((Button("Had it", Take(1)),),)))
    assert ["2,000" in line for line in doses(journal)] == [True]


async def test_what_one_patient_told_is_not_said_to_another(stage: Stage, anna: Person, bruno: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await bruno.says("/start")
    with stage.request.journal.turn():
        await stage.program.bot.send_message(bruno.user, "It is 1,000 mcg.")
    assert len(doses(stage.request.journal)) == 1


async def test_each_test_has_its_own_journal_that_its_fixture_reads() -> None:
    sandbox = Sandbox(Clock())
    line = Watched(sandbox)
    assert watching.OPEN[-1] is line.journal
    sandbox.say(7, "hello")
    async with Client("1:sandbox", request=line) as bot:
        await bot.send_message(7, "About 500 mcg")
    assert (line.journal.looked_at["texts"], line.journal.looked_at["amounts"]) == (1, 1)
    assert len(doses(line.journal)) == 1
    sandbox.close()


async def test_the_journal_looks_at_all_that_is_sent(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.next_reminder()
    texted = [given for _, given in stage.request.calls if given.get("text") or given.get("caption")]
    assert stage.request.journal.looked_at["texts"] == len(texted) > 40
    assert stage.request.journal.looked_at["amounts"] > 5


def test_a_run_that_looked_at_nothing_fails() -> None:
    assert blind(Counter(conversations=400)) == list(LOOKED_AT)
    assert blind(Counter(conversations=400, texts=9, screens=9, ends=9)) == ["amounts"]
    assert blind(Counter(conversations=400, texts=9, screens=9, ends=9, amounts=9)) == []
    assert blind(Counter(conversations=3)) == [], "a few tests alone may have nothing to look at"


def test_a_database_that_is_not_there_tells_nothing(tmp_path: Path) -> None:
    sandbox = Sandbox(Clock())
    journal = Journal(sandbox, tmp_path / "bot.db")
    journal.note("sendmessage", Params({"chat_id": "7", "text": "500 mcg"}))
    assert len(journal.wrong) == 1
    sandbox.close()


def test_a_program_in_a_process_of_its_own_is_looked_at_in_the_end() -> None:
    said: list[Json] = [{"from": "user", "text": "1000 mcg", "buttons": []}]
    for text in ("You typed 1,000 mcg (1 mg).", "Usual is 500 mcg."):
        said.append({"from": "bot", "text": text, "buttons": [[{"text": "2 mg"}]]})

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=said if request.url.path.endswith("/chat") else [{"id": 7}])

    with httpx.Client(transport=httpx.MockTransport(answer), base_url="http://127.0.0.1") as http:
        found = look(http, Path("no.db"))
    assert ["500" in line or "2 mg" in line for line in found.wrong] == [True] * 3
    assert found.looked_at == {"texts": 2, "amounts": 5}
    found.wrong.clear()
