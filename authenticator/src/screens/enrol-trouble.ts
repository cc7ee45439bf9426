/** Why an account could not be added, and what to do. */
import { Refusal } from "../protocol/refusal";
import { alarm } from "../view/parts";
import type { App } from "../view/screen";
import { clockTime } from "../words";

/** Seconds to wait where the server names none. */
const A_WHILE = 600;

/** `data-again` says that the same code may still work. */
export function enrolTrouble(app: App, error: unknown): HTMLElement {
  const { say } = app;
  if (!(error instanceof Refusal)) {
    const box = alarm(say("enrol-offline"), say("enrol-offline-text"));
    box.dataset["again"] = "yes";
    return box;
  }
  switch (error.code) {
    case "unknown_enrolment":
    case "expired":
    case "cancelled":
    case "superseded":
      return alarm(say("enrol-expired"), say("enrol-expired-text"));
    case "already_claimed":
    case "not_claimed":
      return alarm(say("enrol-used"), say("enrol-used-text"));
    default:
      if (error.status !== 429) return alarm(say("enrol-odd"), say("enrol-odd-text"));
      return alarm(say("enrol-many"), say("enrol-many-text", { time: later(app, error.retryAfter ?? A_WHILE) }));
  }
}

const later = (app: App, seconds: number): string => clockTime(app.tag, Date.now() + seconds * 1000);
