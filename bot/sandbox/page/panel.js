// The side panel: always there on a desk, behind a button on a phone.

import { find } from "./dom.js";

/** Returns {close}; on a phone the panel covers the chat, which is out of reach meanwhile. */
export function panel() {
  const opener = find("panel-open");
  const narrow = matchMedia("(max-width: 700px)");

  opener.addEventListener("click", () => {
    if (narrow.matches) set(true);
    find(narrow.matches ? "panel-close" : "plus-hour").focus();
  });
  find("panel-close").addEventListener("click", close);
  find("panel").addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  narrow.addEventListener("change", () => set(false));

  function set(open) {
    document.body.classList.toggle("panel-shown", open);
    opener.setAttribute("aria-expanded", String(open));
    document.querySelector("main").inert = open;
  }

  function close() {
    if (!document.body.classList.contains("panel-shown")) return;
    set(false);
    opener.focus();
  }

  return { close };
}
