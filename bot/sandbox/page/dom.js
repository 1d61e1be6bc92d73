// Small words for making and finding elements. Text goes in as text nodes only, never as HTML.

export const find = (id) => document.getElementById(id);

/** An element with attributes (functions become listeners; false and null are left out) and children. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A real button; every button on the page is one. */
export const button = (text, press, attributes = {}) =>
  el("button", { type: "button", click: press, ...attributes }, text);

/** Marks a label whose longest word would not fit beside another on a phone. */
export const breaking = (text) => (/\S{24}/.test(text) ? "breaks" : "");

export const hiddenText = (text) => el("span", { class: "visually-hidden" }, text);

/** Writes text only where it differs, so that screen readers are not told the same thing again. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export const sameDay = (a, b) => a.toDateString() === b.toDateString();

// British English, as the page itself is in English: 24 hours and the day before the month, whatever the browser speaks.
const PLACE = "en-GB";
const time = new Intl.DateTimeFormat(PLACE, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(PLACE, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const full = new Intl.DateTimeFormat(PLACE, { dateStyle: "full", timeStyle: "long" });
const relative = new Intl.RelativeTimeFormat(PLACE, { numeric: "auto" });

export const clockTime = (date) => time.format(date);
export const calendarDay = (date) => day.format(date);
export const fullTime = (date) => full.format(date);

/** "in 3 hours", in the largest unit that still says something. */
export function distance(milliseconds) {
  const minutes = Math.round(milliseconds / 60000);
  if (Math.abs(minutes) < 60) return relative.format(minutes, "minute");
  if (Math.abs(minutes) < 48 * 60) return relative.format(Math.round(minutes / 60), "hour");
  return relative.format(Math.round(minutes / 1440), "day");
}
