/** A8: our own words first, the system's question only from a tap; refused is a way that works (P1, P4). */
import { askAndSubscribe, type Refused } from "../push/subscribe";
import { tellAll } from "../push/renew";
import type { OwnAccount } from "../store/accounts";
import { el } from "../view/el";
import { buttons, h1, lead, note, primary, secondary, working } from "../view/parts";
import type { Screen } from "../view/screen";
import type { Key } from "../words";

export const notifications =
  (account: OwnAccount, next: Screen): Screen =>
  (app) => {
    const { say } = app;
    const ask = async () => {
      const answer = await askAndSubscribe(account.vapid ?? "");
      if (typeof answer === "string") return app.instead(without(answer, next));
      await tellAll(app.server, app.accounts, answer);
      await app.settings.forget("pushLater");
      return app.instead(next);
    };
    const later = async () => {
      await app.settings.set("pushLater", true);
      await app.instead(next);
    };
    const yes = primary(say("push-allow"), () => work());
    const work = working(yes, say("app-working"), ask);
    return {
      title: say("push-title"),
      body: [
        h1(say("push-title")),
        lead(say("push-lead")),
        el("ul", { class: "ticks" }, el("li", {}, say("push-private")), el("li", {}, say("push-late"))),
        buttons(yes, secondary(say("push-later"), later)),
      ],
    };
  };

const WORDS: Record<Refused, [Key, Key]> = {
  refused: ["push-refused", "push-refused-text"],
  slow: ["push-slow", "push-slow-text"],
  unsupported: ["push-unsupported", "push-unsupported-text"],
};

const without =
  (why: Refused, next: Screen): Screen =>
  (app) => {
    const { say } = app;
    const [title, text] = WORDS[why];
    return {
      title: say(title),
      body: [h1(say(title)), note("plain", undefined, say(text)), buttons(primary(say("push-continue"), () => app.instead(next)))],
    };
  };
