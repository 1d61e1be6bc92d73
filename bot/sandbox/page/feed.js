// Follows one patient's screen by long-polling, and keeps trying while the server is away.

import { Refused, Unreachable, screen } from "./api.js";

const RETRY_MILLISECONDS = 1000;
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** Calls `seen(screen)` at every change and `lost(true | false)` when the server goes and comes; returns a stop. */
export function follow(userId, seen, lost) {
  const control = new AbortController();
  run(userId, seen, lost, control.signal);
  return () => control.abort();
}

async function run(userId, seen, lost, signal) {
  // A server that was started again counts its versions anew, so after a gap the whole screen is asked for.
  let version = null;
  while (!signal.aborted) {
    try {
      const latest = await screen(userId, version, signal);
      // A server that is going down answers waiting requests at once; asking again at once would hold it up.
      if (latest.version === version) await pause(RETRY_MILLISECONDS);
      if (signal.aborted) return;
      version = latest.version;
      lost(false);
      await seen(latest);
    } catch (error) {
      if (signal.aborted) return;
      version = null;
      lost(error instanceof Unreachable);
      if (!(error instanceof Unreachable || error instanceof Refused)) reportError(error);
      await pause(RETRY_MILLISECONDS);
    }
  }
}
