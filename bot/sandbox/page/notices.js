// What is said outside the conversation: toasts, alerts, the first-visit hint, the banner when the bot is away.

import { find, write } from "./dom.js";

const TOAST_MILLISECONDS = 6000;
let fading = null;

export function toast(text) {
  const node = find("toast");
  write(node, text);
  node.classList.add("shown");
  clearTimeout(fading);
  fading = setTimeout(() => node.classList.remove("shown"), TOAST_MILLISECONDS);
}

export function alertWith(text) {
  const dialog = find("alert");
  write(find("alert-text"), text);
  if (!dialog.open) dialog.showModal();
}

export function lost(away) {
  const node = find("lost");
  write(node, away ? "The bot is not running: start it again with make run" : "");
  node.hidden = !away;
}

/** The line that says where one is; once closed it stays away in this browser. */
export function hint() {
  const line = find("hint");
  line.hidden = remembered("hint-read");
  find("hint-close").addEventListener("click", () => {
    remember("hint-read");
    line.hidden = true;
    find(find("composer").hidden ? "gate-button" : "text").focus();
  });
}

// A browser may refuse storage (private windows, strict settings); then the hint just comes again.
function remembered(key) {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function remember(key) {
  try {
    localStorage.setItem(key, "1");
  } catch {
    // Nothing to do: see above.
  }
}
