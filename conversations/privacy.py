"""/privacy, /export and /delete: what is kept, taking it along, erasing it."""

import json

from bot.care import patients
from bot.care.export import export
from bot.domain.regimen import wall
from bot.views import menu, start
from bot.views.buttons import Erase
from conversations.talk import Talk


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
    await talk.show(start.not_yet(talk.t) if talk.patient is None else menu.delete_sure(talk.t))


async def on_erase(talk: Talk, _action: Erase) -> None:
    """Everything is gone, at once."""
    await talk.toast()
    await talk.db.run(patients.erase, talk.chat)
    await talk.replace(menu.deleted(talk.t))
