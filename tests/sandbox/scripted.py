"""A small bot that speaks raw Bot API over HTTP, so that the page's tests see every kind of message."""

import json
from threading import Thread
from typing import Any

import httpx

Json = dict[str, Any]

RICH = (
    "<b>Bold</b> <i>slanted</i> <u>under</u> <s>gone</s> <code>1000 mcg</code> 💉 <b>after the needle</b>\n"
    "<blockquote>Quoted</blockquote>\n"
    '<a href="https://example.org/">Read more</a> or send /help <tg-spoiler>secret</tg-spoiler>'
)
CHOICES = {
    "inline_keyboard": [
        [{"text": "Taken", "callback_data": "toast:Noted at 09:00", "style": "success"}],
        [
            {"text": "Later", "callback_data": "edit:Later it is", "style": "primary"},
            {"text": "Skip", "callback_data": "alert:Ask your clinician first", "style": "danger"},
        ],
        [{"text": "What the national guideline says about this", "url": "https://example.org/"}],
    ]
}
WEEK = {
    "inline_keyboard": [
        [{"text": day, "callback_data": day} for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")],
        [{"text": "Hydroxocobalamin" * 4, "callback_data": "long"}, {"text": "No", "callback_data": "no"}],
    ]
}
KEYS = {
    "keyboard": [
        [{"text": "Share my location", "request_location": True}],
        [{"text": "Type my city"}, {"text": "Cancel"}],
    ],
    "resize_keyboard": True,
    "input_field_placeholder": "Where are you?",
}
COMMANDS = [
    {"command": "help", "description": "What I can do"},
    {"command": "today", "description": "What is due today"},
]
DESCRIPTION = "I repeat what you say. Press Start."


class ScriptedBot:
    """Answers each update as its words ask; runs in a thread of its own until the server is gone."""

    def __init__(self, address: str, token: str) -> None:
        self._http = httpx.Client(base_url=f"{address}/bot{token}/", timeout=60)
        self._thread = Thread(target=self._run, name="scripted bot")

    def start(self) -> None:
        self.call("setMyCommands", commands=COMMANDS)
        self.call("setMyDescription", description=DESCRIPTION)
        self._thread.start()

    def join(self) -> None:
        """Wait for its end; the server must have been stopped."""
        self._thread.join(timeout=30)
        self._http.close()

    def call(self, method: str, /, **params: Any) -> Any:
        """One request; answers the result or fails with what Telegram's stand-in said."""
        answer = self._http.post(method, json=params).json()
        assert answer["ok"], f"{method}: {answer}"
        return answer["result"]

    def _run(self) -> None:
        offset = 0
        try:
            while True:
                for update in self.call("getUpdates", offset=offset, timeout=25):
                    offset = update["update_id"] + 1
                    self._answer(update)
        except httpx.TransportError:
            return  # the server has stopped, and so has this bot

    def _answer(self, update: Json) -> None:
        if query := update.get("callback_query"):
            self._tapped(query)
        elif edited := update.get("edited_message"):
            self._say(edited, f"Changed to: {edited['text']}")
        elif message := update.get("message"):
            self._heard(message)

    def _heard(self, message: Json) -> None:
        chat = {"chat_id": message["chat"]["id"]}
        match message.get("text"):
            case "/start":
                person = message["from"]
                self._say(message, f"Hello {person['first_name']}, language {person['language_code']}")
            case "rich":
                self.call("sendMessage", **chat, text=RICH, parse_mode="HTML")
            case "choices":
                self.call("sendMessage", **chat, text="Your injection is due", reply_markup=CHOICES)
            case "week":
                self.call("sendMessage", **chat, text="On which days?", reply_markup=WEEK)
            case "keys":
                self.call("sendMessage", **chat, text="Where are you?", reply_markup=KEYS)
            case "document":
                self._document(chat["chat_id"])
            case "think":
                self.call("sendChatAction", **chat, action="typing")
            case "/help":
                self._say(message, "Helped")
            case str(text):
                self._say(message, f"You said: {text}")
            case _:
                self._seen(message)

    def _seen(self, message: Json) -> None:
        if place := message.get("location"):
            words = f"You are at {place['latitude']:.1f}, {place['longitude']:.1f}"
            self._say(message, words, reply_markup={"remove_keyboard": True})
        for kind in ("photo", "sticker", "voice"):
            if kind in message:
                self._say(message, f"A {kind}, thank you. {message.get('caption', '')}")

    def _tapped(self, query: Json) -> None:
        kind, _, words = query["data"].partition(":")
        if kind == "edit":
            message = query["message"]
            place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
            self.call("editMessageText", **place, text=words)
            self.call("answerCallbackQuery", callback_query_id=query["id"])
        else:
            self.call("answerCallbackQuery", callback_query_id=query["id"], text=words, show_alert=kind == "alert")

    def _say(self, message: Json, text: str, **params: Any) -> None:
        self.call("sendMessage", chat_id=message["chat"]["id"], text=text, **params)

    def _document(self, chat_id: int) -> None:
        answer = self._http.post(
            "sendDocument",
            data={"chat_id": str(chat_id), "caption": "For the clinic"},
            files={"document": ("summary.txt", b"Injections: 3 of 6", "text/plain")},
        )
        assert answer.json()["ok"], json.dumps(answer.json())
