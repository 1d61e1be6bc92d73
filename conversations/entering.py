"""The script of a schedule: what the clinician prescribed, part by part, and its preview that only Yes confirms."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from bot.care.regimens import Entered
from bot.domain.amount import Amount
from bot.domain.closest import fold
from bot.domain.quiet import QuietHours, is_quiet
from bot.domain.regimen import Injector, Label, Phase, Regimen, Route
from bot.domain.regimen_record import from_record
from bot.domain.timeline import NOTHING_YET, History, carried
from bot.i18n import Html, Translator
from bot.views import ask_schedule as ask
from bot.views import schedule
from bot.views.screen import Prompt, lines
from bot.views.sheet import Sheet
from conversations import phases, read
from conversations.dialogue import Again, Jump, Play, Question, Scene
from conversations.late import late
from conversations.written import ANEW, written

BOOK = {"1": 1, "2": 2, "4": 4, "none": None}
BESIDE = "beside"


def play(scene: Scene) -> Play[Entered]:
    """The medicine, its label, the whole as written or else the amount and the route, who injects, the phases, late
    ones; then the preview.
    """
    t = scene.t
    replaces = yield from _replaces(scene)
    asked = ask.medicine(t)
    medicine: str = yield Question("medicine", asked, read.words(asked))
    label = yield from _label(scene)
    typed = yield from written(scene)
    dose = yield from phases.dose(scene, "dose", typed[0].dose if typed else None)
    asked = ask.route(t)
    route: Route = yield Question("route", asked, read.one_of(Route, asked), str)
    injector, book_weeks = yield from _injector(scene)
    told = yield from late(scene, (yield from phases.phases(scene, dose, typed)))
    regimen = Regimen(medicine, label, route, told, injector)
    entered = Entered(regimen, replaces, bool(scene.known.get("day_before")), book_weeks)
    shown = _preview(scene, entered)
    yield Question("sure", shown, _sure(scene, told, shown))
    return entered


def _replaces(scene: Scene) -> Play[int | None]:
    """The version that this one takes the place of; asked where a plan is in force and none is being edited."""
    running = [(version, medicine) for version, medicine in scene.known.get("running", ())]
    if "edits" in scene.known or not running:
        return scene.known.get("edits")
    asked = ask.instead(scene.t, running)
    ways = (*(f"v{version}" for version, _ in running), BESIDE)
    way: str = yield Question("instead", asked, read.one_of(ways, asked))
    return None if way == BESIDE else int(way.removeprefix("v"))


def _label(scene: Scene) -> Play[Label]:
    t = scene.t
    asked = ask.label_text(t)
    text: str = yield Question("label", asked, read.words(asked))
    strengths: dict[str, Amount] = {}
    for _ in range(3):
        asked = ask.strength_kind(t, tuple(strengths))
        left = [kind for kind in ("ampoule", "vial", "ml") if kind not in strengths]
        kind: str = yield Question(f"strength.kind{len(strengths)}", asked, read.one_of((*left, "none"), asked))
        if kind == "none":
            break
        parse = read.strength_per_ml(t) if kind == "ml" else read.amount(t)
        strengths[kind] = yield Question(f"strength.{kind}", ask.strength(t, kind), parse, read.kept_amount)
    return Label(None if text == "skip" else text, strengths.get("ml"), strengths.get("ampoule"), strengths.get("vial"))


def _injector(scene: Scene) -> Play[tuple[Injector, int | None]]:
    """Who injects; where a clinic does, how many weeks ahead to remind of booking."""
    asked = ask.injector(scene.t)
    injector: Injector = yield Question("injector", asked, read.one_of(Injector, asked), str)
    if injector is Injector.PATIENT:
        return injector, None
    asked = ask.book(scene.t)
    weeks: str = yield Question("injector.book", asked, read.one_of(BOOK, asked))
    return injector, BOOK[weeks]


def _preview(scene: Scene, entered: Entered) -> Prompt:
    zone, past = scene.known["zone"], _past(scene, entered)
    sheet = Sheet(entered.regimen, zone, scene.today, past, entered.day_before, entered.book_weeks)
    return schedule.preview(scene.t, sheet, _notes(scene, entered))


def what_to_change(t: Translator, told: tuple[Phase, ...]) -> Prompt:
    """Which part is asked again."""
    return ask.what_to_change(t, len(told), waits=told[-1].start is None)


def _past(scene: Scene, entered: Entered) -> History:
    """What was given in the version that this one takes the place of, as far as dates hang on it."""
    known = scene.known.get("given", {}).get(str(entered.replaces))
    if known is None:
        return NOTHING_YET
    given = {(phase, number): datetime.fromisoformat(at) for phase, number, at in known["given"]}
    return History(carried(given, from_record(known["told"]), entered.regimen))


def _sure(scene: Scene, told: tuple[Phase, ...], shown: Prompt) -> Any:
    count = len(told)
    parts: dict[str, tuple[str, ...]] = {
        part: (part,) for part in ("medicine", "label", "strength", "dose", "route", "injector")
    }
    parts |= {f"phase{n}": (f"phase{n}.",) for n in range(1, count + 1)}
    each = (f"phase{n}.{part}" for n in range(1, count + 1) for part in ("counting", "late"))
    parts["late"] = ("counting", "late", *each)
    # the phase before has ended then, and this one begins
    parts["reviewed"] = (f"phase{count - 1}.end", f"phase{count - 1}.review")

    def parse(said: str) -> str | Again | Jump:
        part = said.removeprefix("edit ")
        if said == "yes":
            return said
        if part == "written":
            return ANEW
        if said.startswith("edit ") and part in parts:
            return Jump(parts[part])
        return Again(what_to_change(scene.t, told)) if said == "change" else Again(shown)

    return parse


def _notes(scene: Scene, entered: Entered) -> Html | None:
    """What else the preview says: what becomes of the plans there are, that a time lies in quiet hours."""
    t, running = scene.t, dict(scene.known.get("running", ()))
    others = [medicine for version, medicine in running.items() if version != entered.replaces]
    replaced, was = running.get(entered.replaces), scene.known.get("clock", scene.known["zone"])
    if "edits" in scene.known:
        replaced_note: Html | None = schedule.edits(t)
    else:
        replaced_note = None if replaced is None else schedule.replaces(t, replaced)
    return (
        lines(
            replaced_note,
            schedule.beside(t, others) if others else None,
            schedule.same_medicine(t) if _has_already(entered, others) else None,
            schedule.moved_before(t) if scene.known.get("moved") else None,
            schedule.other_clock(t, was, scene.known["zone"]) if was != scene.known["zone"] else None,
            _quiet(scene, entered.regimen.phases),
        )
        or None
    )


def _has_already(entered: Entered, others: Sequence[str]) -> bool:
    """Whether a plan for the same medicine goes on beside it: two plans may mean twice the injections."""
    return fold(entered.regimen.medicine) in map(fold, others)


def _quiet(scene: Scene, told: tuple[Phase, ...]) -> Html | None:
    start_of_quiet, end_of_quiet = (time.fromisoformat(at) for at in scene.known["quiet"])
    quiet = QuietHours(start_of_quiet, end_of_quiet)
    held = any(is_quiet(at, quiet) for phase in told for at in phase.at)
    return schedule.in_quiet_hours(scene.t, start_of_quiet, end_of_quiet) if held else None
