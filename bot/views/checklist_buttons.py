"""What a button about the questions for the clinician means."""

from dataclasses import dataclass

from bot.domain.checklist import Item
from bot.views.buttons import Action


@dataclass(frozen=True)
class StillSo(Action):
    """That phase of that version is still to end as planned: the clinician wants it so."""

    code = "ss"
    version: int
    phase: int


@dataclass(frozen=True)
class AskAtVisit(Action):
    """I do not know whether that phase of that version is still to end so: note it as a question for my visit."""

    code = "aa"
    version: int
    phase: int


@dataclass(frozen=True)
class Tell(Action):
    """Tell what was answered to the questions that are open, at the visit of that id; 0 where it is about none."""

    code = "tq"
    visit: int


@dataclass(frozen=True)
class VisitOver(Action):
    """There is nothing to tell of that visit: ask no more about it."""

    code = "vo"
    visit: int


@dataclass(frozen=True)
class ShowItem(Action):
    """Show that question with its whole answer and what was said before."""

    code = "qi"
    item: Item


@dataclass(frozen=True)
class EditItem(Action):
    """Ask that question again."""

    code = "qe"
    item: Item


@dataclass(frozen=True)
class MakePlan(Action):
    """Enter a plan from what was answered here."""

    code = "qm"


@dataclass(frozen=True)
class Forward(Action):
    """Send the questions and answers as a message to forward."""

    code = "qf"


@dataclass(frozen=True)
class Print(Action):
    """Send them as a page to print, in that language."""

    code = "qp"
    language: str


@dataclass(frozen=True)
class CancelVisit(Action):
    """That visit will not be. Asked back once."""

    code = "vc"
    visit: int
    sure: int = 0
