// One message of the contract -> one bubble with its files, text, time and buttons.

import { fileUrl } from "./api.js";
import { breaking, button, clockTime, el, fullTime, hiddenText } from "./dom.js";
import { formatted, safeAddress } from "./entities.js";
import { toast } from "./notices.js";

/** The element of one message. `acts` is {send(text), tap(message, button, element)}. */
export function bubble(message, botName, acts) {
  const side = message.from === "bot" ? "bot" : "user";
  const forwarded = message.forwarded ? el("p", { class: "soft" }, "Forwarded") : null;
  const files = [forwarded, picture(message), documentCard(message), standIn(message)];
  const body = el("div", { class: "bubble" },
    hiddenText(side === "bot" ? `${botName}: ` : "You: "), ...files, words(message, acts), foot(message));
  return el("article", { class: `message ${side}`, id: `m${message.message_id}`, tabindex: "-1" },
    body, rows(message, acts));
}

function words(message, acts) {
  if (!message.text) return null;
  const node = el("div", { class: "words", dir: "auto" });
  node.append(formatted(message.text, message.entities, acts.send));
  return node;
}

function foot(message) {
  const date = new Date(message.date);
  const when = el("time", { datetime: message.date, title: fullTime(date) }, clockTime(date));
  return el("p", { class: "foot" }, message.edited ? el("span", {}, "edited") : null, when);
}

function picture(message) {
  if (!message.photo) return null;
  const address = fileUrl(message.photo.file_id);
  const image = el("img", { src: address, alt: message.photo.file_name || "Picture" });
  return el("a", { class: "picture", href: address, target: "_blank", rel: "noopener" },
    image, hiddenText(" Open in full size"));
}

function documentCard(message) {
  const file = message.document;
  if (!file) return null;
  const name = file.file_name || "File";
  const address = fileUrl(file.file_id);
  return el("div", { class: "document" },
    el("p", { class: "file-name", dir: "auto" }, name),
    el("p", { class: "soft" }, [kind(file), size(file.file_size)].filter(Boolean).join(", ")),
    el("p", { class: "file-links" },
      el("a", { href: address, target: "_blank", rel: "noopener" }, "Open", hiddenText(` ${name}`)),
      el("a", { href: address, download: name }, "Save", hiddenText(` ${name}`))));
}

/** What a phone would draw for things that the sandbox sends without their bytes. */
function standIn(message) {
  if (message.location) {
    const { latitude, longitude } = message.location;
    return stand(`Location ${latitude.toFixed(2)}, ${longitude.toFixed(2)}`);
  }
  if (message.sticker) return stand("Sticker");
  if (message.voice) return stand("Voice message");
  const empty = !message.text && !message.photo && !message.document;
  return empty ? stand("Something without text") : null;
}

const stand = (text) => el("p", { class: "stand-in" }, text);

function kind(file) {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(file.file_name ?? "");
  return ending ? ending[1].toUpperCase() : (file.mime_type ?? "");
}

function size(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function rows(message, acts) {
  if (!message.buttons?.length) return null;
  return el("div", { class: "buttons", role: "group", "aria-label": "Choices" },
    ...message.buttons.map((row) => el("div", { class: "row" }, ...row.map((one) => choice(message, one, acts)))));
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast("Copied.");
}

function choice(message, one, acts) {
  const look = { class: `choice ${one.style ?? "plain"} ${breaking(one.text)}`, dir: "auto" };
  if (one.copy) return button(one.text, () => copy(one.copy), look);
  if (!one.url) {
    return button(one.text, (event) => acts.tap(message, one, event.currentTarget), look);
  }
  const address = safeAddress(one.url);
  return button(one.text, () => address && window.open(address, "_blank", "noopener"),
    { ...look, class: `${look.class} outward`, "aria-description": "Opens a page" });
}
