"""How an answer to a question for the clinician is read, and where it leaves the question."""

from collections.abc import Callable, Iterable

from bot.domain.amount import Amount
from bot.domain.checklist import Answer, Status
from bot.views import ask_checklist as ask
from bot.views.ask_checklist import ASK, ASKED, SKIP
from bot.views.screen import Prompt
from conversations import read
from conversations.dialogue import Again, Scene

LONGEST = 300
WAYS = (ASK, SKIP, ASKED)

# where a question stands now, with what was answered of it; None leaves it as it was
Noted = tuple[Status, Answer | None] | None
Reading = Callable[[str], str | Again]


def typed(scene: Scene, prompt: Prompt, offered: Iterable[str] = ()) -> tuple[Prompt, Reading, Callable[[str], str]]:
    """The prompt, how its answer is read, and how it is kept: one of the offered, a way to leave it, or words."""
    too_long = ask.too_long(scene.t, LONGEST)
    offered = tuple(offered)
    parse = read.words_or((*offered, *WAYS), prompt, LONGEST, too_long)
    done = scene.t.words.replies["taken"]

    def reading(said: str) -> str | Again:
        if said in offered:
            return said
        # an injection is not noted here, and "done" is no answer either
        return Again(prompt) if read.is_one_of(said, done) else parse(meant(scene, said))

    return prompt, reading, str


def meant(scene: Scene, said: str) -> str:
    """The way to leave a question open where its words were typed: "not sure" is no answer to be kept."""
    replies = scene.t.words.replies
    if read.is_one_of(said, replies["unknown"]):
        return ASK
    return SKIP if read.is_one_of(said, replies["skip"]) else said


def amount_or(scene: Scene, known: Iterable[str], prompt: Prompt) -> Callable[[str], Amount | str | Again]:
    """An amount, or one of these words."""
    words, parse = tuple(known), read.amount(scene.t)

    def reading(said: str) -> Amount | str | Again:
        way = meant(scene, said)
        try:
            return way if way in words else parse(said)
        except ValueError:
            # a tap on something that this question does not offer
            return Again(prompt)

    return reading


def as_answer(said: str, offered: Iterable[str]) -> Answer:
    """What was picked of the offered answers, or the patient's own words."""
    return Answer((said,)) if said in offered else Answer(words=said)


def left(said: str) -> Noted:
    """Nothing was answered."""
    if said == SKIP:
        return None
    return (Status.TO_ASK if said == ASK else Status.ASKED), None


def with_rest(answer: Answer, rest: str) -> Noted:
    """An answer whose rest was told in words, left out, or is to be asked: then the whole stays open."""
    if rest in WAYS:
        return (Status.TO_ASK if rest == ASK else Status.ANSWERED), answer
    return Status.ANSWERED, Answer(answer.picked, rest)
