// A tap on a button below a message: waits for the bot's answer and shows it as a toast or an alert.

import * as api from "./api.js";
import { alertWith, toast } from "./notices.js";

const PATIENCE_MILLISECONDS = 30000;
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** Returns tap(message, choice, element) for the patient that `user()` names at that time. */
export function tapper(user) {
  return async (message, choice, element) => {
    if (element.getAttribute("aria-busy") === "true") return;
    element.setAttribute("aria-busy", "true");
    try {
      say(await answer(user(), message.message_id, choice.data));
    } catch (error) {
      toast(error.message);
    } finally {
      element.removeAttribute("aria-busy");
    }
  };
}

async function answer(user, message, data) {
  const { id } = await api.tap(user, message, data);
  const end = performance.now() + PATIENCE_MILLISECONDS;
  for (let wait = 60; performance.now() < end; wait = Math.min(wait * 1.5, 1000)) {
    const said = await api.tapAnswer(user, id);
    if (said.answered) return said;
    await pause(wait);
  }
  return { text: "The bot has not answered this tap yet.", show_alert: false };
}

function say({ text, show_alert: asAlert }) {
  if (!text) return;
  if (asAlert) alertWith(text);
  else toast(text);
}
