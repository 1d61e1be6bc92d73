"""/start: the introduction, consent, and the first few questions."""

from bot.care import drafts, patients
from bot.care.patients import Onboarding
from bot.domain.patient import Patient, Prescriber
from bot.views import ask_start, start
from bot.views.buttons import Adult, Agree, Begin, Decline, Intro, TooYoung
from bot.views.screen import View
from conversations import read, steps, where
from conversations.dialogue import Play, Question, Scene
from conversations.talk import Script, Talk

NAME = "start"


def play(scene: Scene) -> Play[Onboarding]:
    """Who prescribed, which country, where, how discreet."""
    t = scene.t
    asked = ask_start.prescriber(t)
    prescriber: Prescriber = yield Question("prescriber", asked, read.one_of(Prescriber, asked), str)
    country = yield from where.country(scene)
    zone = yield from where.zone(scene)
    asked = ask_start.discreet(t)
    discreet: str = yield Question("discreet", asked, read.one_of(("named", "discreet"), asked))
    return Onboarding(prescriber, country, zone, discreet == "discreet")


async def show(talk: Talk, patient: Patient) -> None:
    """All set; or, where nobody prescribed, the kind way without a schedule."""
    nobody = patient.prescriber is Prescriber.NOBODY
    await talk.show(start.nobody_prescribed(talk.t) if nobody else start.ready(talk.t))


SCRIPT = Script(play, patients.settle_in, show)


async def on_start(talk: Talk) -> None:
    """/start: for a newcomer the introduction, else where they were."""
    if talk.patient is None:
        await talk.show(start.intro(talk.t, talk.house.languages.names))
    elif talk.patient.consent_version != start.CONSENT_VERSION:
        await talk.show(start.consent(talk.t))
    elif talk.patient.zone is None:
        await steps.begin_or_offer(talk, NAME, {})
    else:
        await talk.show(start.welcome_back(talk.t))


async def go_on(talk: Talk) -> None:
    """The first questions, from where they were left."""
    draft = None if talk.patient is None else await talk.db.run(drafts.unfinished, talk.chat, NAME)
    if draft is not None:
        await steps.ask(talk, draft)
    else:
        await on_start(talk)


async def on_intro(talk: Talk, action: Intro) -> None:
    """The introduction in another language; nothing is stored."""
    await _turn(talk, start.intro(talk.house.languages.of(action.language), talk.house.languages.names))


async def on_adult(talk: Talk, action: Adult) -> None:
    """An adult: on to consent."""
    await _turn(talk, start.consent(talk.house.languages.of(action.language)))


async def on_too_young(talk: Talk, action: TooYoung) -> None:
    """Not an adult: a kind stop."""
    await _turn(talk, start.too_young(talk.house.languages.of(action.language)))


async def on_decline(talk: Talk, action: Decline) -> None:
    """No consent: nothing is stored."""
    await _turn(talk, start.declined(talk.house.languages.of(action.language)))


async def on_agree(talk: Talk, action: Agree) -> None:
    """Consent, recorded with its version and time; then the first question."""
    talk.t = talk.house.languages.of(action.language)
    if action.version != start.CONSENT_VERSION:
        await _turn(talk, start.consent(talk.t))
        return
    await talk.toast()
    talk.patient = await talk.db.run(patients.agree, talk.chat, talk.t.tag, action.version, talk.now)
    await steps.strip_tapped(talk)
    await on_start(talk)


async def on_prescribed(talk: Talk, _action: Begin) -> bool:
    """Somebody without a prescriber has one now; False where there is no patient."""
    if talk.patient is None:
        return False
    talk.patient = await talk.db.run(patients.set_prescriber, talk.chat, Prescriber.CLINICIAN)
    return True


async def _turn(talk: Talk, view: View) -> None:
    await talk.toast()
    await talk.replace(view)
