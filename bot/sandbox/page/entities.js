// Telegram's message entities -> elements. Offsets are UTF-16 units, which JavaScript strings count in too.

import { button, el, fullTime } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);

/** The text with its entities as a fragment; `send` is called with a command that the person taps. */
export function formatted(text, entities, send) {
  const inOrder = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  fragment.append(...nodesBetween(text, 0, text.length, inOrder, send));
  return fragment;
}

/** Nodes for text[from, to): the outermost entities in order, each holding those that lie inside it. */
function nodesBetween(text, from, to, entities, send) {
  const nodes = [];
  let at = from;
  let rest = entities;
  while (rest.length > 0) {
    const entity = rest[0];
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    const inner = rest.slice(1).filter((other) => other.offset < end);
    rest = rest.slice(1).filter((other) => other.offset >= end);
    if (start >= end) continue;
    if (start > at) nodes.push(text.slice(at, start));
    const children = nodesBetween(text, start, end, inner, send);
    nodes.push(elementFor(entity, text.slice(start, end), children, send));
    at = end;
    // A block already ends its line, so the line break after it would show as an empty line.
    if (BLOCKS.has(entity.type) && text[at] === "\n" && at < to) at += 1;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function elementFor(entity, words, children, send) {
  switch (entity.type) {
    case "bot_command":
      return button(words, () => send(words), { class: "command" });
    case "date_time":
      return moment(entity, children);
    case "spoiler":
      return spoiler(children);
    case "text_link":
      return link(entity.url, children);
    case "url":
      return link(/^[a-z][a-z0-9+.-]*:/i.test(words) ? words : `https://${words}`, children);
    case "email":
      return link(`mailto:${words}`, children);
    case "phone_number":
      return link(`tel:${words.replace(/[^+\d]/g, "")}`, children);
    default:
      return el(TAGS[entity.type] ?? "span", { class: entity.type }, ...children);
  }
}

/** The bot's own words stay: they may be in the patient's zone. The reader's zone is in the title. */
function moment(entity, children) {
  const date = new Date(entity.unix_time * 1000);
  if (Number.isNaN(date.getTime())) return el("span", {}, ...children);
  return el("time", { datetime: date.toISOString(), title: `Here: ${fullTime(date)}` }, ...children);
}

function spoiler(children) {
  const cover = button("", reveal, { class: "spoiler", "aria-label": "Hidden text: press to show" });
  const hidden = el("span", { "aria-hidden": "true", class: "hidden-words" }, "\u2007".repeat(12));
  cover.append(hidden);
  function reveal() {
    const shown = el("span", { class: "revealed", tabindex: "-1" }, ...children);
    cover.replaceWith(shown);
    shown.focus();
  }
  return cover;
}

/** A link that opens apart from the chat, or plain text where the address is of no kind that is safe to open. */
function link(address, children) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !SAFE.has(url.protocol)) return el("span", {}, ...children);
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/** The address if it is safe to open from a button, else null. */
export function safeAddress(address) {
  return URL.canParse(address) && SAFE.has(new URL(address).protocol) ? address : null;
}
