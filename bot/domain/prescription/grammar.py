"""A prescription as its clinician said it or its label says it -> phases, or a question back; never a silent guess."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby, pairwise

from bot.domain.prescription.atoms import NUMBER, ODD, SIGN, WORD
from bot.domain.prescription.meaning import meaning
from bot.domain.prescription.pieces import pieces
from bot.domain.prescription.reading import Piece, Sheet
from bot.domain.prescription.said import Beside, Said
from bot.domain.prescription.stretches import Problem, phases_of, stretches
from bot.domain.prescription.words import NUMBERS, TIMES, may_be_weighty
from bot.domain.prescription.words import Vocabulary as Vocabulary
from bot.domain.written import AskBack, Why, Written, WrittenDose

LONGEST = 500
_DOSES = ("amount", "pair")
_EMPTY = ("silent", "soft", "then", "ask", "strength", "beside")
_ENDS = {"until", "life"}
_SLASH = "/"


def parse(text: str, vocabulary: Vocabulary, today: date, known: WrittenDose | None = None) -> Written | AskBack:
    """The phases that `text` tells, as seen from the patient's `today`, or the question to ask back. Never raises.

    A number, a word of time or one that takes something back is never passed over: if no pattern of the language holds
    it, it is asked about. With `known`, an amount that the patient gave before, none is needed: its phases have None.
    """
    if len(text) > LONGEST:
        return AskBack(Why.TOO_LONG)
    sheet = Sheet(text, vocabulary, today)
    cut = pieces(sheet)
    if not any(_tells(sheet, piece) for piece in cut):
        return AskBack(Why.NOTHING)
    bare = next((piece for piece, after in pairwise(cut) if _counts_what(sheet, piece, after)), None)
    if bare is not None:
        return AskBack(Why.UNCLEAR_END, sheet.quote(bare.start, bare.end + 1))
    told: list[tuple[Piece, Said]] = []
    for place, piece in enumerate(cut):
        said = _said(sheet, piece)
        if said is Why.VOLUME and _has_amount_beside(cut, place):
            said = (Beside(unknown=False),)
        if isinstance(said, Why):
            return AskBack(said, sheet.quote(piece.start, piece.end))
        told += ((piece, each) for each in said)
    found = phases_of(stretches(told), known)
    if isinstance(found, Problem):
        return AskBack(found.why, sheet.quote(found.start, found.end) if found.end else "")
    return Written(found.phases, tuple(_unused(sheet, told)), found.check)


def _tells(sheet: Sheet, piece: Piece) -> bool:
    if piece.pattern is None:
        return sheet.atoms[piece.start].kind in (NUMBER, ODD)
    return piece.pattern.refused or piece.pattern.kind not in _EMPTY


def _counts_what(sheet: Sheet, piece: Piece, after: Piece) -> bool:
    """Whether a count stands before a word that we do not know: "x 4 sessions"."""
    bare = piece.pattern is not None and piece.pattern.kind == "doses" and piece.said[-1][0] == "count"
    return bare and after.pattern is None and sheet.atoms[after.start].kind == WORD and not _weight(sheet, after)


def _said(sheet: Sheet, piece: Piece) -> tuple[Said, ...] | Why:
    if piece.pattern is None:
        return _passed_over(sheet, piece) or (Beside(unknown=not _weight(sheet, piece)),)
    return meaning(piece, piece.pattern, sheet.vocabulary.grouping)


def _has_amount_beside(cut: list[Piece], place: int) -> bool:
    """Whether an amount stands right next to it: "1 mL (1,000 mcg)" says how much, and the volume is not used."""
    beside = (*cut[max(place - 1, 0) : place], *cut[place + 1 : place + 2])
    return any(piece.pattern is not None and piece.pattern.kind in _DOSES for piece in beside)


def _passed_over(sheet: Sheet, piece: Piece) -> Why | None:
    """Why an atom that no pattern holds must not be left out; None for a word that says nothing of the schedule."""
    atom, kinds = sheet.atoms[piece.start], sheet.kinds(piece.start)
    if atom.kind == NUMBER and (atom.text[0] == "-" or not atom.text.strip("0.,")):
        return Why.NOT_POSITIVE
    if atom.kind in (NUMBER, ODD) or kinds & NUMBERS or "measure" in kinds:
        return Why.UNCLEAR_AMOUNT
    if kinds & _ENDS:
        return Why.UNCLEAR_END
    doubtful = sheet.is_doubtful(piece.start) or may_be_weighty(atom.text, sheet.vocabulary)
    return Why.UNCLEAR_FREQUENCY if doubtful or kinds & TIMES or atom.text == _SLASH else None


def _unused(sheet: Sheet, told: Iterable[tuple[Piece, Said]]) -> Iterable[str]:
    """The pieces that say nothing of the schedule, as written, without the small words at their end."""
    for beside, group in groupby(told, lambda one: isinstance(one[1], Beside)):
        run = [(piece, _weight(sheet, piece)) for piece, _ in group] if beside else []
        while run and run[0][1] == "silent":
            del run[0]
        while run and run[-1][1]:
            del run[-1]
        if run:
            yield sheet.quote(run[0][0].start, run[-1][0].end)


def _weight(sheet: Sheet, piece: Piece) -> str:
    """How little a piece says: "silent", "small", or "" for what is quoted."""
    if piece.pattern is not None:
        return "silent" if piece.pattern.kind == "silent" else ""
    is_small = sheet.atoms[piece.start].kind == SIGN or "small" in sheet.kinds(piece.start)
    return "small" if is_small else ""
