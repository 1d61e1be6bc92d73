// The sandbox's clock: shows it, and moves it while the bot sends all that falls due on the way.

import { calendarDay, clockTime, distance, find, write } from "./dom.js";

const CONTROLS = ["plus-hour", "plus-day", "to-next", "clock-to", "clock-go"];

/** `move(body)` asks the sandbox; it answers {now, next} or throws what the server said. */
export function clockPanel(move) {
  let now = null;
  let next = null;
  let heardAt = 0;
  let moving = false;

  const current = () => new Date(now.getTime() + (performance.now() - heardAt));
  find("plus-hour").addEventListener("click", () => go({ advance: "PT1H" }));
  find("plus-day").addEventListener("click", () => go({ advance: "P1D" }));
  find("to-next").addEventListener("click", () => go({ to: "next" }));
  find("clock-form").addEventListener("submit", (event) => {
    event.preventDefault();
    go({ to: new Date(find("clock-to").value).toISOString() });
  });
  setInterval(tick, 1000);

  async function go(body) {
    const pressed = document.activeElement;
    busy(true);
    try {
      show(await move(body));
      offer();
      write(find("clock-said"), `It is now ${clockTime(current())}, ${calendarDay(current())}.`);
    } catch (error) {
      write(find("clock-said"), error.message);
    }
    busy(false);
    pressed?.focus();
  }

  function busy(on) {
    moving = on;
    find("clock-progress").hidden = !on;
    if (on) write(find("clock-said"), "The clock is moving. The bot sends what falls due.");
    for (const id of CONTROLS) find(id).disabled = on || (id === "to-next" && next === null);
  }

  function show(clock) {
    const first = now === null;
    now = new Date(clock.now);
    next = clock.next ? new Date(clock.next) : null;
    heardAt = performance.now();
    if (first) offer();
    tick();
    if (!moving) find("to-next").disabled = next === null;
  }

  /** The field offers the next full hour, unless someone is writing in it. */
  function offer() {
    const field = find("clock-to");
    if (document.activeElement === field) return;
    const hour = new Date(now);
    hour.setHours(now.getHours() + 1, 0, 0, 0);
    const local = new Date(hour.getTime() - hour.getTimezoneOffset() * 60000);
    field.value = local.toISOString().slice(0, 16);
  }

  function tick() {
    if (now === null) return;
    const date = current();
    write(find("top-clock"), clockTime(date));
    write(find("clock-here"), clockTime(date));
    find("clock-here").setAttribute("datetime", date.toISOString());
    write(find("clock-day"), calendarDay(date));
    write(find("clock-utc"), `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`);
    write(find("clock-next"), next === null ? "The bot has nothing planned." : planned(date));
  }

  const planned = (date) => `Next: ${calendarDay(next)}, ${clockTime(next)} (${distance(next - date)})`;

  return { show };
}
