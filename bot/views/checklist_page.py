"""The questions for the clinician as a page to print: what was said, and what is still open, with room to write."""

import html
from collections.abc import Iterable
from datetime import date

from bot.domain.checklist import Checklist, Entry, Item, OwnQuestion, Status, Visit, open_items
from bot.domain.page import MARK, Page, Row, Section
from bot.domain.regimen import wall
from bot.i18n import Html, Translator
from bot.views.checklist_items import told
from bot.views.checklist_lines import line
from bot.views.menu import purpose
from bot.views.screen import File

NAME = "b12-checklist.pdf"


def page(
    t: Translator,
    checklist: Checklist,
    visit: Visit | None,
    today: date,
    zone: str,
    doubts: Iterable[Html] = (),
    own: Iterable[OwnQuestion] = (),
) -> Page:
    """Its words in the language of `t`, the patient's own as typed; days are those of the patient's IANA zone.

    `doubts` are sentences about what does not fit together; they, and the patient's `own` questions, are asked like
    those that are open.
    """
    day, beside = t.day_with_year(today), [*(one.words for one in own), *map(html.unescape, doubts)]
    return Page(
        language=t.tag,
        title=t.label("My B12 injections: questions and answers"),
        lines=(_visit(t, visit, zone),),
        sections=(
            _said(t, checklist, zone),
            _to_ask(t, checklist, zone, beside),
        ),
        footer=(
            t.label("Reported by the patient, in the patient's own words. From B12 Companion, {day}.", day=day),
            t.label("B12 Companion {purpose}", purpose=purpose(t)),
        ),
        more=t.label("Not all fits on this page. To see all of it, send /checklist to B12 Companion."),
        unprintable=t.label("{mark} stands for letters or pictures that this page cannot show.", mark=MARK),
    )


def as_file(content: bytes) -> File:
    """The printed page as a document to send."""
    return File(NAME, content)


def _visit(t: Translator, visit: Visit | None, zone: str) -> str:
    if visit is None:
        return t.label("Next visit: not noted")
    local = wall(visit.at, zone)
    day = t.day_with_year(local.date())
    moment = f"{day} {t.clock(local)}" if visit.timed else day
    if visit.whom is None:
        return t.label("Next visit: {moment}", moment=moment)
    return t.label("Next visit: {moment}, {whom}", moment=moment, whom=visit.whom)


def _said(t: Translator, checklist: Checklist, zone: str) -> Section:
    entries = [checklist[item] for item in Item if item in checklist]
    rows = tuple(_answered(t, entry, zone) for entry in entries if entry.status is Status.ANSWERED)
    note = None if rows else t.label("No answer has been noted yet.")
    return Section(t.label("What my clinician said"), rows, note)


def _answered(t: Translator, entry: Entry, zone: str) -> Row:
    day = _day(t, entry, zone)
    if entry.by is None:
        remark = t.label("Noted on {day}", day=day)
    else:
        remark = t.label("Noted on {day}, told by {who}", day=day, who=entry.by)
    return Row(_question(t, entry.item), _answer(t, entry), remark)


def _to_ask(t: Translator, checklist: Checklist, zone: str, beside: Iterable[str]) -> Section:
    questions = (_open(t, item, checklist.get(item), zone) for item in open_items(checklist))
    rows = (*questions, *(Row(words, room=True) for words in beside))
    note = None if rows else t.label("No question is open.")
    return Section(t.label("Questions to ask"), rows, note)


def _open(t: Translator, item: Item, entry: Entry | None, zone: str) -> Row:
    if entry is None:
        return Row(_question(t, item), room=True)
    asked = entry.status is Status.ASKED
    remark = t.label("Asked, no answer yet ({day})", day=_day(t, entry, zone)) if asked else None
    return Row(_question(t, item), _answer(t, entry), remark, room=True)


def _question(t: Translator, item: Item) -> str:
    return html.unescape(line(t, item))


def _answer(t: Translator, entry: Entry) -> str | None:
    return told(t, entry.item, entry.answer) if entry.answer else None


def _day(t: Translator, entry: Entry, zone: str) -> str:
    return t.day_with_year(wall(entry.at, zone).date())
