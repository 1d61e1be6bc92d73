// Wires the page: one patient's screen in, what the person does out.

import * as api from "./api.js";
import { clockPanel } from "./clock.js";
import { composer } from "./composer.js";
import { find, write } from "./dom.js";
import { follow } from "./feed.js";
import { conversation } from "./log.js";
import * as notices from "./notices.js";
import { panel } from "./panel.js";
import { patients } from "./patients.js";
import { placeDialog } from "./place.js";
import { tapper } from "./taps.js";

const CLOCK_MILLISECONDS = 3000;

let user = Number(new URLSearchParams(location.search).get("user")) || 1;
let latest = null;
let stop = () => {};

/** Does one thing at the server; says so in a toast where it was refused. Answers whether it was done. */
async function attempt(action) {
  try {
    await action();
    return true;
  } catch (error) {
    notices.toast(error.message);
    return false;
  }
}

const send = (message) => attempt(() => api.say(user, message));

async function sharePlace() {
  const place = await askPlace();
  find("text").focus();
  if (place) send({ location: place });
}

async function sendPhoto(file) {
  const photo = await base64(file);
  const caption = find("text").value.trim();
  if (await send(caption ? { photo, caption } : { photo })) find("text").value = "";
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",", 2)[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

const askPlace = placeDialog();
const acts = {
  send: (text) => send({ text }),
  edit: (text) => attempt(() => api.edit(user, lastOwn().message_id, text)),
  place: sharePlace,
  photo: sendPhoto,
  sticker: () => send({ sticker: true }),
  voice: () => send({ voice: true }),
  unblock: () => attempt(() => change(user, { blocked: false })),
  tap: tapper(() => user),
};
const log = conversation(acts);
const foot = composer(acts);
const clock = clockPanel(api.moveClock);
const people = patients({ choose, change });
const drawer = panel();

function lastOwn() {
  return latest?.messages.findLast((message) => message.from === "user" && message.text && !message.photo) ?? null;
}

/** Throws what the server said where it was refused; the panel shows that. */
async function change(id, what) {
  await api.changeUser(id, what);
  if (id === user) draw(await api.users());
}

function choose(id) {
  drawer.close();
  if (id === user) return;
  user = id;
  history.replaceState(null, "", `?user=${id}`);
  start();
}

function start() {
  stop();
  latest = null;
  log.clear();
  foot.reset();
  stop = follow(user, seen, notices.lost);
}

async function seen(screen) {
  const asked = user;
  const [everyone, time] = await Promise.all([api.users(), api.clock()]);
  if (asked !== user) return;
  latest = screen;
  clock.show(time);
  draw(everyone);
}

function draw(everyone) {
  people.show(everyone, user);
  if (latest === null) return;
  const me = everyone.find((person) => person.id === user);
  drawTop(me);
  log.show(latest.messages, latest.bot.first_name);
  find("about").hidden = latest.messages.length > 0 || !latest.bot.description;
  write(find("description"), latest.bot.description ?? "");
  find("typing").hidden = !latest.typing;
  foot.show({ commands: latest.commands, keyboard: latest.keyboard, last: lastOwn(), gate: gateOf(me) });
}

function drawTop(me) {
  const name = latest.bot.first_name;
  write(find("bot-name"), name);
  write(find("face"), [...name][0] ?? "");
  write(find("status"), latest.typing ? "typing …" : `bot · you are ${me.first_name || `patient ${me.id}`}`);
  document.title = `${name} · ${me.first_name || `patient ${me.id}`}`;
}

function gateOf(me) {
  if (me.blocked) return "unblock";
  return me.started ? null : "start";
}

/** What the bot plans can change without a word in this chat, so the clock is asked now and then. */
async function lookAtClock() {
  if (document.hidden || latest === null) return;
  try {
    clock.show(await api.clock());
  } catch {
    // The feed says it when the server is away.
  }
}

notices.hint();
start();
setInterval(lookAtClock, CLOCK_MILLISECONDS);
