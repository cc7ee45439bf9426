/** A12: a refusal that acts. Why, then what happens next (PU4). */
import { respond, type Decision } from "../protocol/answer";
import { Refusal } from "../protocol/refusal";
import type { Pending } from "../requests/requests";
import { el } from "../view/el";
import { alarm, buttons, h1, lead, say as show, working } from "../view/parts";
import type { App, Screen } from "../view/screen";
import { denied, endedBy } from "./result";

export const deny =
  (pending: Pending): Screen =>
  (app) => {
    const { say } = app;
    const place = el("div");
    let decision: Decision = "report";
    const choice = (value: Decision, title: string, hint: string) => {
      const input = el("input", { type: "radio", name: "why", value, onchange: () => (decision = value) });
      input.checked = value === decision;
      return el("label", { class: "tile" }, input, el("span", {}, title, el("span", { class: "hint" }, hint)));
    };
    const send = async () => {
      try {
        await respond(app.server, pending.account, pending.challenge, decision, {}, app.clock.now());
      } catch (error) {
        if (!(error instanceof Refusal)) return show(place, alarm(say("approve-offline"), say("approve-offline-text")));
        return over(app, pending, endedBy(error));
      }
      await over(app, pending, denied(pending, decision === "report"));
    };
    const button = el("button", { class: "full" }, say("deny-send"));
    const work = working(button, say("app-working"), send);
    const onsubmit = (event: Event) => (event.preventDefault(), work());
    const why = el(
      "fieldset",
      {},
      el("legend", { class: "sr" }, say("deny-title")),
      choice("report", say("deny-report"), say("deny-report-hint")),
      choice("deny", say("deny-mistake"), say("deny-mistake-hint")),
    );
    return {
      title: say("deny-title"),
      back: true,
      body: [h1(say("deny-title")), lead(say("deny-lead")), place, el("form", { onsubmit }, why, buttons(button))],
    };
  };

async function over(app: App, pending: Pending, next: Screen): Promise<void> {
  app.requests.done(pending.challenge.id);
  await app.instead(next);
}
