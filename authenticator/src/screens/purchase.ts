/** A11b: seller, thing, amount, bill; six digits typed. What is shown is what is signed (X4). */
import type { Pending } from "../requests/requests";
import { el } from "../view/el";
import { facts, h1, note } from "../view/parts";
import type { Screen } from "../view/screen";
import { clockTime, money } from "../words";
import { deny } from "./deny";
import { numberForm } from "./number-form";

export const approvePurchase =
  (pending: Pending): Screen =>
  (app) => {
    const { say } = app;
    const { account, challenge } = pending;
    const { amount = "0", currency = "EUR", payee = "", label = "", line = "" } = challenge.purchase ?? {};
    const form = numberForm(app, pending, say("purchase-yes"), say("purchase-no"), deny(pending));
    return {
      title: say("purchase-title"),
      back: true,
      leave: form.stop,
      body: [
        h1(say("purchase-title")),
        el("p", { class: "amount" }, money(app.tag, amount, currency)),
        facts([
          [say("purchase-payee"), payee],
          [say("purchase-label"), label],
          [say("purchase-line"), line],
          [say("approve-service"), challenge.client],
          [say("approve-account"), challenge.account || account.label],
          [say("approve-device"), challenge.agent],
          [say("approve-place"), challenge.place],
        ]),
        ...form.nodes,
        note("plain", undefined, say("approve-dictated")),
        el("p", { class: "hint" }, say("approve-until", { time: clockTime(app.tag, challenge.expiresAt * 1000) })),
      ],
    };
  };
