// Who holds the phone: the list of patients, a new one, and this one's name, language and block.

import { button, el, find, write } from "./dom.js";

const LANGUAGES = [
  ["en", "English"], ["es", "Español"], ["de", "Deutsch"], ["fr", "Français"], ["pt-br", "Português (Brasil)"],
  ["it", "Italiano"], ["nl", "Nederlands"], ["pl", "Polski"], ["tr", "Türkçe"], ["uk", "Українська"],
  ["ru", "Русский"], ["ar", "العربية"], ["he", "עברית"], ["fa", "فارسی"], ["hi", "हिन्दी"], ["bn", "বাংলা"],
  ["id", "Bahasa Indonesia"], ["fil", "Filipino"], ["ja", "日本語"], ["ko", "한국어"], ["zh-hans", "简体中文"],
];
const NAMES = new Map(LANGUAGES);

const languageName = (code) => NAMES.get(code) ?? code ?? "no language";

/** `acts`: {choose(id), change(id, what), which throws where it was refused}. */
export function patients(acts) {
  let people = [];
  let current = null;
  let listed = "";

  fill(find("newcomer-language"), "en");
  find("device").addEventListener("submit", (event) => {
    event.preventDefault();
    save({ first_name: find("first-name").value.trim() }, "The name is saved.");
  });
  find("language").addEventListener("change", (event) =>
    save({ language_code: event.target.value }, "The language is saved."));
  find("block").addEventListener("click", () => save({ blocked: !current.blocked }, ""));
  find("patient-new").addEventListener("click", () => find("newcomer").showModal());
  find("newcomer-cancel").addEventListener("click", () => find("newcomer").close());
  find("newcomer-form").addEventListener("submit", add);

  async function save(change, done) {
    const said = await refusalOf(current.id, change);
    write(find("device-said"), said ?? done);
  }

  async function refusalOf(id, change) {
    try {
      await acts.change(id, change);
      return null;
    } catch (error) {
      return error.message;
    }
  }

  async function add(event) {
    event.preventDefault();
    const id = Math.max(0, ...people.map((person) => person.id)) + 1;
    const first_name = find("newcomer-name").value.trim();
    const said = await refusalOf(id, { first_name, language_code: find("newcomer-language").value });
    find("newcomer").close();
    if (said !== null) return write(find("device-said"), said);
    find("newcomer-name").value = "";
    acts.choose(id);
  }

  function show(everyone, currentId) {
    people = everyone;
    const changed = current?.id !== currentId;
    current = everyone.find((person) => person.id === currentId) ?? null;
    if (changed) write(find("device-said"), "");
    showList(currentId);
    if (current) showDevice(changed);
  }

  function showList(currentId) {
    const said = JSON.stringify([people, currentId]);
    if (said === listed) return;
    listed = said;
    const focused = document.activeElement?.dataset?.patient;
    find("patients").replaceChildren(...people.map((person) => el("li", {}, entry(person, currentId))));
    if (focused) find("patients").querySelector(`[data-patient="${focused}"]`)?.focus();
  }

  function entry(person, currentId) {
    const one = button("", () => acts.choose(person.id), {
      class: "entry", "data-patient": String(person.id), "aria-current": person.id === currentId ? "true" : null,
    });
    const about = languageName(person.language_code) + (person.blocked ? ", has blocked the bot" : "");
    one.append(el("strong", { dir: "auto" }, person.first_name || `Patient ${person.id}`), el("span", {}, about));
    return one;
  }

  function showDevice(changed) {
    const field = find("first-name");
    if (changed || document.activeElement !== field) field.value = current.first_name ?? "";
    fill(find("language"), current.language_code);
    write(find("block"), current.blocked ? "Unblock the bot" : "Block the bot");
  }

  return { show };
}

function fill(select, code) {
  const known = code && !NAMES.has(code) ? [[code, code], ...LANGUAGES] : LANGUAGES;
  if (select.options.length !== known.length) {
    select.replaceChildren(...known.map(([value, name]) => el("option", { value, lang: value }, `${name} (${value})`)));
  }
  if (code && select.value !== code) select.value = code;
}
