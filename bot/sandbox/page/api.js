// The sandbox's HTTP interface (docs/sandbox.md) as functions; refusals carry the server's own sentence.

export class Refused extends Error {}
export class Unreachable extends Error {}

async function ask(method, path, body, signal) {
  const options = { method, signal, headers: { Accept: "application/json" }, cache: "no-store" };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Unreachable("The bot is not running.");
  }
  return answerOf(response);
}

async function answerOf(response) {
  const text = await response.text();
  let answer = null;
  try {
    answer = JSON.parse(text);
  } catch {
    if (response.ok) throw new Unreachable("The bot is not running.");
  }
  if (response.ok) return answer;
  throw new Refused(answer?.error || `The sandbox refused this (${response.status}).`);
}

const user = (id) => `/sandbox/users/${encodeURIComponent(id)}`;

export const users = () => ask("GET", "/sandbox/users");
export const changeUser = (id, change) => ask("PATCH", user(id), change);
export const say = (id, message) => ask("POST", `${user(id)}/messages`, message);
export const edit = (id, message, text) => ask("PATCH", `${user(id)}/messages/${message}`, { text });
export const tap = (id, message, data) => ask("POST", `${user(id)}/taps`, { message_id: message, data });
export const tapAnswer = (id, query) => ask("GET", `${user(id)}/taps/${encodeURIComponent(query)}`);
export const clock = () => ask("GET", "/sandbox/clock");
export const moveClock = (move) => ask("POST", "/sandbox/clock", move);
export const fileUrl = (fileId) => `/sandbox/files/${encodeURIComponent(fileId)}`;

export function screen(id, version, signal) {
  const query = version === null ? "" : `?version=${encodeURIComponent(version)}`;
  return ask("GET", `${user(id)}/screen${query}`, undefined, signal);
}
