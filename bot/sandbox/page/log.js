// The conversation: keeps the bubbles in step with the messages and the scroll at the bottom, where it belongs.

import { bubble } from "./bubbles.js";
import { calendarDay, el, find, sameDay } from "./dom.js";

const NEAR = 80;

/** Draws into #log; `acts` is handed to the bubbles. */
export function conversation(acts) {
  const log = find("log");
  const scroller = find("scroller");
  const newer = find("newer");
  const drawn = new Map();
  let atBottom = true;

  let lastTop = 0;

  const toBottom = () => { scroller.scrollTop = scroller.scrollHeight; };
  scroller.addEventListener("scroll", () => {
    const near = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    // Only a move upwards is the person's wish to leave; a late scroll event after the room shrank is not.
    if (near) atBottom = true;
    else if (scroller.scrollTop < lastTop) atBottom = false;
    lastTop = scroller.scrollTop;
    if (near) newer.hidden = true;
  });
  newer.addEventListener("click", () => {
    atBottom = true;
    newer.hidden = true;
    toBottom();
    find("text").focus();
  });
  // Pictures load late and the reply keyboard takes room: whoever was at the bottom stays there.
  const watcher = new ResizeObserver(() => { if (atBottom) toBottom(); });
  for (const part of [scroller, log, find("typing")]) watcher.observe(part);

  function clear() {
    drawn.clear();
    log.replaceChildren();
    newer.hidden = true;
    atBottom = true;
  }

  function show(messages, botName) {
    const first = drawn.size === 0;
    const before = new Set(drawn.keys());
    // A whole conversation that appears at once is not news to be read aloud.
    if (first) log.setAttribute("aria-live", "off");
    removeAllBut(new Set(messages.map((message) => message.message_id)));
    for (const message of messages) draw(message, botName);
    markDays(messages);
    if (first) setTimeout(() => log.setAttribute("aria-live", "polite"));
    follow(messages.filter((message) => !before.has(message.message_id)));
  }

  function draw(message, botName) {
    const said = JSON.stringify([message, botName]);
    const old = drawn.get(message.message_id);
    if (old?.said === said) return;
    const node = bubble(message, botName, acts);
    drawn.set(message.message_id, { said, node });
    if (!old) return log.append(node);
    const focused = old.node.contains(document.activeElement);
    old.node.replaceWith(node);
    // Buttons vanish when the bot edits its message; the keyboard's place in the page must not.
    if (focused) node.focus({ preventScroll: true });
  }

  function removeAllBut(kept) {
    for (const [id, { node }] of drawn) {
      if (kept.has(id)) continue;
      node.remove();
      drawn.delete(id);
    }
  }

  function markDays(messages) {
    log.querySelectorAll(".day").forEach((mark) => mark.remove());
    let previous = null;
    for (const message of messages) {
      const date = new Date(message.date);
      if (previous === null || !sameDay(previous, date)) {
        drawn.get(message.message_id).node.before(el("p", { class: "day" }, calendarDay(date)));
      }
      previous = date;
    }
  }

  function follow(fresh) {
    if (fresh.length === 0) return;
    if (fresh.some((message) => message.from === "user")) atBottom = true;
    if (atBottom) toBottom();
    else newer.hidden = false;
  }

  return { show, clear };
}
