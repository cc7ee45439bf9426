/** The number and the two buttons under a request. "Yes" wakes up when every digit is there, "no" never sleeps (P4). */
import { respond } from "../protocol/answer";
import { Refusal } from "../protocol/refusal";
import type { Pending } from "../requests/requests";
import { el } from "../view/el";
import { digitsOf, field } from "../view/field";
import { alarm, buttons, say as show, secondary } from "../view/parts";
import type { App, Screen } from "../view/screen";
import { approved, ended, endedBy } from "./result";

export interface NumberForm {
  nodes: HTMLElement[];
  stop: () => void;
}

export function numberForm(app: App, pending: Pending, yes: string, no: string, denial: Screen): NumberForm {
  const { say } = app;
  const { account, challenge } = pending;
  const place = el("div");
  const number = field(say("approve-number"), say("approve-hint", { digits: challenge.digits }), {
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    enterkeyhint: "done",
    class: "number",
  });
  number.box.hidden = challenge.digits === 0;
  const button = el("button", { class: "full", disabled: challenge.digits > 0 }, yes);
  const typed = () => digitsOf(number.input.value);
  const isWhole = () => typed().length === challenge.digits;
  number.input.addEventListener("input", () => (button.disabled = !isWhole()));
  const send = async () => {
    if (button.disabled || !isWhole()) return;
    button.disabled = true;
    show(place);
    try {
      const digits = challenge.digits > 0 ? typed() : undefined;
      // Not opened, the other screen asks for one more proof: nobody is kept out by a lock that fails.
      const unlocked = challenge.unlock ? await app.guard.openFor(challenge.jws) : undefined;
      await respond(app.server, account, challenge, "approve", { number: digits, unlocked }, app.clock.now());
      app.requests.done(challenge.id);
      await app.accounts.put({ ...account, used: app.clock.now() });
      await app.instead(approved);
    } catch (error) {
      await refused(error);
    }
  };
  const refused = async (error: unknown) => {
    if (!(error instanceof Refusal)) {
      button.disabled = false;
      return show(place, alarm(say("approve-offline"), say("approve-offline-text")));
    }
    const left = Number(error.more["attempts_left"] ?? 0);
    if (error.code === "number_mismatch" && left > 0) {
      number.input.value = "";
      return number.refuse(left === 1 ? say("approve-wrong-one") : say("approve-wrong", { left }));
    }
    app.requests.done(challenge.id);
    await app.instead(endedBy(error));
  };
  const onsubmit = (event: Event) => (event.preventDefault(), send());
  const over = setTimeout(() => app.instead(ended("ended-expired")), Math.max(0, challenge.expiresAt * 1000 - app.clock.now()));
  const refusal = secondary(no, () => app.go(denial));
  // What we do not understand can only be refused (VAP/1 §5).
  const choices = challenge.canApprove ? buttons(button, refusal) : buttons(refusal);
  const form = el("form", { onsubmit, novalidate: true }, number.box, choices);
  return { nodes: [place, form], stop: () => clearTimeout(over) };
}
