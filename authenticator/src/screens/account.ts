/** A14: one account: its name, when it was added and last used, and its end on this phone. */
import { remove } from "../protocol/device";
import { isRefusal, Refusal } from "../protocol/refusal";
import { tellLinked } from "../linked";
import { isOwn, type Account } from "../store/accounts";
import { announce } from "../view/announce";
import { el } from "../view/el";
import { field } from "../view/field";
import { alarm, buttons, facts, h1, lead, note, primary, quiet, say as show, secondary, working } from "../view/parts";
import type { App, Screen } from "../view/screen";
import { day } from "../words";

const LONGEST_NAME = 60;

export const accountDetail =
  (account: Account): Screen =>
  (app) => {
    const { say } = app;
    const name = field(say("account-name"), say("account-name-hint"), { type: "text", autocomplete: "off" });
    name.input.value = account.label;
    const onsubmit = async (event: Event) => {
      event.preventDefault();
      const label = name.input.value.trim().slice(0, LONGEST_NAME);
      if (label === "") return name.refuse(say("account-name-empty"));
      await app.accounts.put({ ...account, label });
      // The company's list of phones may learn it later; the name is the owner's affair.
      announce(say("account-saved"));
      return app.home();
    };
    const used = account.used === undefined ? "" : day(app.tag, account.used);
    return {
      title: say("account-title"),
      back: true,
      body: [
        h1(say("account-title")),
        facts([
          [say("account-company"), account.company],
          [say("account-added"), day(app.tag, account.added)],
          [say("account-used"), used],
        ]),
        el("form", { onsubmit, novalidate: true }, name.box, el("button", { class: "full" }, say("account-save"))),
        buttons(quiet(say("account-remove"), () => app.go(removeAccount(account)))),
      ],
    };
  };

const removeAccount =
  (account: Account): Screen =>
  (app) => {
    const { say } = app;
    const place = el("div");
    const warning = isOwn(account) ? say("remove-only") : say("remove-other", { company: account.company });
    const end = async () => {
      const trouble = isOwn(account) ? await told(app, () => remove(app.server, account)) : undefined;
      if (trouble) return show(place, trouble);
      await app.accounts.remove(account.id);
      if ((await app.accounts.own()).length === 0) tellLinked(false);
      await app.requests.restart();
      return app.home();
    };
    const yes = primary(say("remove-yes"), () => work());
    yes.classList.add("bad-b");
    const work = working(yes, say("app-working"), end);
    return {
      title: say("remove-title"),
      back: true,
      body: [
        h1(say("remove-title")),
        lead(say("remove-lead", { account: account.label })),
        note("warn", undefined, warning),
        place,
        buttons(yes, secondary(say("remove-no"), app.back)),
      ],
    };
  };

/** The server hears of it first, or the customer's list would show a phone that is none. */
async function told(app: App, ask: () => Promise<unknown>): Promise<HTMLElement | undefined> {
  const { say } = app;
  try {
    await ask();
    return undefined;
  } catch (error) {
    if (isRefusal(error, "enrolment_revoked", "unknown_device")) return undefined;
    if (isRefusal(error, "last_method")) return alarm(say("remove-failed"), say("remove-last-text"));
    const text = error instanceof Refusal ? say("remove-odd-text") : say("remove-offline-text");
    return alarm(say("remove-failed"), text);
  }
}

