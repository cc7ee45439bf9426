/** A13, and every other end of a request. The way here is forgotten: "back" would show a question that is over. */
import { isRefusal } from "../protocol/refusal";
import type { Pending } from "../requests/requests";
import { el } from "../view/el";
import { glyph } from "../view/glyphs";
import { buttons, h1, lead, note, primary, secondary } from "../view/parts";
import type { Screen } from "../view/screen";
import type { Key } from "../words";

export const approved: Screen = (app) => {
  const { say } = app;
  return {
    title: say("result-title"),
    body: [el("div", { class: "seal ok" }, glyph("tick")), h1(say("result-title")), buttons(primary(say("result-done"), app.home))],
  };
};

export const denied =
  (pending: Pending, reported: boolean): Screen =>
  (app) => {
    const { say } = app;
    const title = say(pending.challenge.purchase ? "denied-title-purchase" : "denied-title");
    const done = (reported ? secondary : primary)(say("result-done"), app.home);
    // Ours, and the customer's own browser: the page asks for the old password before it changes anything.
    const change = `${pending.account.iss}/.well-known/change-password`;
    const password = el("a", { class: "btn full", href: change, target: "_blank", rel: "noopener" }, say("denied-password"));
    // No password was typed: nobody knows it, and it need not change.
    const advice = pending.challenge.alone
      ? [lead(say("denied-alone")), buttons(primary(say("result-done"), app.home))]
      : [note("warn", undefined, say("denied-report")), el("p", {}, say("denied-next")), buttons(password, done)];
    return {
      title,
      body: [
        el("div", { class: "seal bad" }, glyph("cross")),
        h1(title),
        ...(reported
          ? advice
          : [lead(say("denied-mistake")), buttons(done)]),
      ],
    };
  };

type End = "ended-wrong" | "ended-expired" | "ended-answered" | "ended-superseded" | "ended-odd";

export const ended =
  (end: End): Screen =>
  (app) => {
    const { say } = app;
    const text = say(`${end}-text` satisfies Key);
    return { title: say(end), body: [h1(say(end)), lead(text), buttons(primary(say("result-done"), app.home))] };
  };

export function endedBy(error: unknown): Screen {
  if (isRefusal(error, "number_mismatch")) return ended("ended-wrong");
  if (isRefusal(error, "expired", "unknown_challenge")) return ended("ended-expired");
  if (isRefusal(error, "already_answered")) return ended("ended-answered");
  return ended(isRefusal(error, "superseded") ? "ended-superseded" : "ended-odd");
}
