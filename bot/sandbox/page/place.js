// The location dialog: a few named cities, or coordinates typed by hand.

import { button, find } from "./dom.js";

const CITIES = [
  ["London", 51.5074, -0.1278], ["Berlin", 52.52, 13.405], ["Madrid", 40.4168, -3.7038],
  ["New York", 40.7128, -74.006], ["Mexico City", 19.4326, -99.1332], ["São Paulo", -23.5505, -46.6333],
  ["Cairo", 30.0444, 31.2357], ["Delhi", 28.6139, 77.209], ["Kathmandu", 27.7172, 85.324],
  ["Manila", 14.5995, 120.9842], ["Tokyo", 35.6762, 139.6503], ["Sydney", -33.8688, 151.2093],
];

/** Returns ask(): a promise of {latitude, longitude}, or of null where the person thought better of it. */
export function placeDialog() {
  const dialog = find("place");
  let settle = () => {};

  const choose = (latitude, longitude) => {
    settle({ latitude, longitude });
    dialog.close();
  };
  find("cities").replaceChildren(...CITIES.map(([name, latitude, longitude]) =>
    button(name, () => choose(latitude, longitude))));
  find("place-form").addEventListener("submit", (event) => {
    event.preventDefault();
    choose(find("latitude").valueAsNumber, find("longitude").valueAsNumber);
  });
  find("place-cancel").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => settle(null));

  return () => new Promise((resolve) => {
    settle = resolve;
    dialog.showModal();
  });
}
