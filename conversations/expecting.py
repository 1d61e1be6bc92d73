"""What to expect, and when: the clinician's words, and the length of time that is surely read in them."""

from bot.domain.checklist import Answer, Item, Status
from bot.domain.prescription.reading import Sheet, wholes
from bot.domain.prompts import DAYS
from bot.domain.written import Span, TimeUnit
from bot.views import ask_checklist as ask
from bot.views.ask_checklist import Around
from conversations import read
from conversations.dialogue import Play, Question, Scene
from conversations.how_often import YES_NO
from conversations.noted import WAYS, Noted, left, typed

# for when a question is asked, a month is near enough 30 days
LENGTHS = {TimeUnit.DAY: 1, TimeUnit.WEEK: 7, TimeUnit.MONTH: 30, TimeUnit.YEAR: 365}
LONGEST = 2 * 365


def play(scene: Scene, item: Item, around: Around) -> Play[Noted]:
    """The words, kept as they are; where a length of time is read in them, it is asked back."""
    said: str = yield Question(str(item), *typed(scene, ask.question(scene.t, item, around)))
    if said in WAYS:
        return left(said)
    told = length(scene, said)
    if told is None:
        return Status.ANSWERED, Answer(words=said)
    check = ask.expected(scene.t, told)
    right: str = yield Question(f"{item}.days", check, read.one_of(YES_NO, check))
    picked = (f"{DAYS}{days(told)}",) if right == YES_NO[0] else ()
    return Status.ANSWERED, Answer(picked, said)


def days(told: Span) -> int:
    """Of a range the later end: nobody is asked before the time."""
    return (told.most or told.length) * LENGTHS[told.unit]


def length(scene: Scene, said: str) -> Span | None:
    """The one length of time in these words; None where there is none, where there are two, or none that can be."""
    sheet = Sheet(said, scene.t.vocabulary, scene.today)
    found: dict[int, Span] = {}
    for place in range(len(sheet)):
        for end, span in _spans(sheet, place):
            # from "2 to 3 months" it is not 3 months that count as another length
            found.setdefault(end, span)
    told = {*found.values()}
    only = told.pop() if len(told) == 1 else None
    return only if only is not None and 0 < days(only) <= LONGEST else None


def _spans(sheet: Sheet, place: int) -> list[tuple[int, Span]]:
    """Those that begin at an atom, a range before its first number."""
    ranges_first = sorted(wholes(sheet, place), key=lambda one: one[1][1] is None)
    plain = [
        (end, Span(few, TimeUnit(unit), most))
        for middle, (few, most) in ranges_first
        for kind in ("unit", "units")
        for end, unit in sheet.of_kind(middle, kind)
        if TimeUnit(unit) in LENGTHS
    ]
    fixed = [(end, value.split()) for end, value in sheet.of_kind(place, "fortnight")]
    return [*plain, *((end, Span(int(n), TimeUnit(unit))) for end, (n, unit) in fixed)]
