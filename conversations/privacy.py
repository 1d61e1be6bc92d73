"""/privacy, /export and /delete: what is kept, taking it along, erasing it."""

import json

from bot.care import patients
from bot.care.export import export
from bot.domain.regimen import wall
from bot.views import menu, start
from bot.views.buttons import Erase
from conversations.talk import Talk

STILL_MEANT = 3600.0  # seconds


async def on_privacy(talk: Talk) -> None:
    """/privacy: what is kept and who can see it."""
    agreed = talk.patient.consent_at if talk.patient else None
    await talk.show(menu.privacy(talk.t, agreed, talk.zone))


async def on_export(talk: Talk) -> None:
    """/export: everything as a JSON file."""
    if talk.patient is None:
        await talk.show(start.not_yet(talk.t))
        return
    record = await talk.db.run(export, talk.chat, talk.now)
    content = json.dumps(record, ensure_ascii=False, indent=2).encode()
    await talk.show(menu.export(talk.t, content, wall(talk.now, talk.zone).date().isoformat()))


async def on_delete(talk: Talk) -> None:
    """/delete: asked back once."""
    asked = int(talk.now.timestamp())
    await talk.show(start.not_yet(talk.t) if talk.patient is None else menu.delete_sure(talk.t, asked))


async def on_erase(talk: Talk, action: Erase) -> None:
    """Everything is gone, at once; a button from long ago asks again instead."""
    await talk.toast()
    if talk.now.timestamp() - action.asked > STILL_MEANT:
        await on_delete(talk)
        return
    await talk.db.run(patients.erase, talk.chat, talk.update)
    await talk.replace(menu.deleted(talk.t))
