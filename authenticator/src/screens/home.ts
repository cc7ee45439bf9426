/** A10: what waits for an answer first, then the accounts with their codes. Opens without a network. */
import { isOwn, type Account } from "../store/accounts";
import { codeCard, everySecond } from "../view/code-card";
import { el } from "../view/el";
import { buttons, h1, quiet, secondary } from "../view/parts";
import type { App, Screen } from "../view/screen";
import { accountDetail } from "./account";
import { addAccount } from "./account-kind";
import { homeNotes } from "./home-notes";
import { homeRequests } from "./home-requests";
import { settings } from "./settings";

export const home: Screen = async (app) => {
  const { say } = app;
  const accounts = await app.accounts.all();
  const cards = accounts.map((account) => codeCard(app, account, () => app.go(accountDetail(account))));
  const requests = el("div", { "aria-live": "polite" });
  const notes = el("div");
  const draw = async () => {
    requests.replaceChildren(...homeRequests(app));
    const { suspended } = app.requests.health();
    accounts.forEach(({ id }, at) => cards[at]?.hide(suspended.includes(id)));
    notes.replaceChildren(...(await homeNotes(app, accounts)));
  };
  const stops = [
    app.requests.listen(() => void redrawn(app, accounts, draw)),
    everySecond(() => app.clock.now(), () => Promise.all(cards.map((card) => card.tick()))),
  ];
  await Promise.all([draw(), ...cards.map((card) => card.tick())]);
  return {
    title: say("home-title"),
    leave: () => stops.forEach((stop) => stop()),
    body: [
      h1(say("home-title")),
      requests,
      notes,
      el("ul", { class: "codes-list" }, ...cards.map((card) => card.node)),
      buttons(
        secondary(say("home-add"), () => app.go(addAccount)),
        quiet(say("home-settings"), () => app.go(settings)),
      ),
    ],
  };
};

/** Accounts that the company ended are gone from the list at once. */
async function redrawn(app: App, shown: Account[], draw: () => Promise<void>): Promise<void> {
  const now = await app.accounts.own();
  if (now.length === shown.filter(isOwn).length) return draw();
  await app.home();
}
