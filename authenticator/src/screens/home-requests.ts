/** The requests on the home screen, each a card that leads to the question. */
import type { Pending } from "../requests/requests";
import { el } from "../view/el";
import { primary } from "../view/parts";
import type { App } from "../view/screen";
import { clockTime } from "../words";
import { approve } from "./approve";
import { approvePurchase } from "./purchase";

export function homeRequests(app: App): HTMLElement[] {
  const pending = app.requests.list();
  if (pending.length === 0) return [];
  const cards = pending.map((one) => card(app, one));
  return [el("h2", { class: "first" }, app.say("home-requests")), el("ul", { class: "requests" }, ...cards)];
}

function card(app: App, pending: Pending): HTMLElement {
  const { say } = app;
  const { account, challenge } = pending;
  const client = challenge.purchase?.payee ?? challenge.client;
  const title =
    challenge.kind === "payment"
      ? say("home-request-payment", { client })
      : challenge.kind === "enrol"
        ? say("home-request-enrol")
        : say("home-request", { client });
  const time = clockTime(app.tag, challenge.expiresAt * 1000);
  const answer = primary(say("home-answer"), () => app.go(challenge.purchase ? approvePurchase(pending) : approve(pending)));
  answer.setAttribute("aria-label", `${say("home-answer")}, ${title}`);
  return el(
    "li",
    { class: "request" },
    el("p", {}, el("strong", {}, title)),
    el("p", { class: "hint" }, say("home-request-until", { account: account.label, time })),
    answer,
  );
}
