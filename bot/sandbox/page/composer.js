// The foot of the chat: Start, the message field, the menu of commands, attachments and the reply keyboard.

import { breaking, button, el, find, write } from "./dom.js";

/** `acts`: {send(text), edit(text), place(), photo(file), sticker(), voice(), unblock()}. */
export function composer(acts) {
  const form = find("composer");
  const field = find("text");
  const sheet = find("sheet");
  let shown = { commands: [], last: null };
  let opener = null;
  let editing = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    }
    if (event.key === "ArrowUp" && field.value === "" && shown.last) startEditing();
    if (event.key === "Escape" && editing) stopEditing();
  });
  find("editing-stop").addEventListener("click", stopEditing);
  find("menu").addEventListener("click", (event) => toggle(event.currentTarget, "Commands", commandRows));
  find("attach").addEventListener("click", (event) => toggle(event.currentTarget, "Attach", attachRows));
  sheet.addEventListener("keydown", (event) => { if (event.key === "Escape") closeSheet(true); });
  find("photo-file").addEventListener("change", (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (file) acts.photo(file);
  });

  async function submit() {
    const text = field.value;
    if (text.trim() === "") return;
    const done = editing ? await acts.edit(text) : await acts.send(text);
    if (!done || field.value !== text) return;
    field.value = "";
    stopEditing();
  }

  function startEditing() {
    editing = true;
    find("editing").hidden = false;
    field.value = shown.last.text;
    write(find("send"), "Save");
    field.focus();
    // The key that opened the edit would otherwise still move the caret to the start.
    setTimeout(() => field.setSelectionRange(field.value.length, field.value.length));
  }

  function stopEditing() {
    if (editing) field.value = "";
    editing = false;
    find("editing").hidden = true;
    write(find("send"), "Send");
    field.focus();
  }

  function toggle(by, name, rows) {
    const same = opener === by;
    closeSheet(false);
    if (same) return;
    opener = by;
    by.setAttribute("aria-expanded", "true");
    sheet.setAttribute("aria-label", name);
    sheet.replaceChildren(...rows());
    sheet.hidden = false;
    sheet.querySelector("button")?.focus();
  }

  function closeSheet(backToOpener) {
    sheet.hidden = true;
    opener?.setAttribute("aria-expanded", "false");
    if (backToOpener) opener?.focus();
    opener = null;
  }

  const row = (press, attributes, ...inside) => {
    const one = button("", () => { closeSheet(false); field.focus(); press(); }, attributes);
    one.append(...inside);
    return one;
  };

  function commandRows() {
    if (shown.commands.length === 0) return [el("p", {}, "This bot has no commands yet.")];
    return shown.commands.map(({ command, description }) => row(
      () => acts.send(`/${command}`), { class: "entry" },
      el("strong", {}, `/${command}`), el("span", { dir: "auto" }, description)));
  }

  function attachRows() {
    const entries = [
      ["Photo", () => find("photo-file").click()], ["Location", acts.place],
      ["Sticker", acts.sticker], ["Voice message", acts.voice],
    ];
    if (shown.last) entries.push(["Edit my last message", startEditing]);
    return entries.map(([name, press]) => row(press, { class: "entry" }, name));
  }

  /** `view`: {commands, last (the person's newest text message or null), keyboard, gate}. */
  function show(view) {
    shown = view;
    const held = find("gate").contains(document.activeElement) || find("keyboard").contains(document.activeElement);
    form.hidden = view.gate !== null;
    find("gate").hidden = view.gate === null;
    if (view.gate !== null) {
      closeSheet(false);
      showGate(view.gate);
    }
    showKeyboard(view.gate === null ? view.keyboard : null);
    // Whoever pressed a button that is gone now goes on in the message field, not at the top of the page.
    if (held && !isShown(document.activeElement) && view.gate === null) field.focus();
  }

  const isShown = (node) => node !== document.body && node.checkVisibility();

  function showGate(kind) {
    write(find("gate-button"), kind === "start" ? "Start" : "Unblock the bot");
    find("gate-button").onclick = kind === "start" ? () => acts.send("/start") : acts.unblock;
  }

  let keyboardSaid = "";
  function showKeyboard(keyboard) {
    const said = JSON.stringify(keyboard);
    if (said === keyboardSaid) return;
    keyboardSaid = said;
    const rows = keyboard?.rows ?? [];
    find("keyboard").hidden = rows.length === 0;
    field.placeholder = keyboard?.placeholder || "Message";
    find("keyboard").replaceChildren(...rows.map((keys) => el("div", { class: "row" }, ...keys.map(key))));
  }

  function key(one) {
    const look = { dir: "auto", class: `key ${one.style ?? ""} ${breaking(one.text)}` };
    if (!one.request_location) return button(one.text, () => acts.send(one.text), look);
    return button(one.text, acts.place, { ...look, class: `${look.class} place` });
  }

  return { show, reset: () => { closeSheet(false); field.value = ""; if (editing) stopEditing(); } };
}
