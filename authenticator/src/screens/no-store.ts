/** Nothing can be kept here: said at once, because an account added here would be lost. */
import { alarm, h1 } from "../view/parts";
import { el } from "../view/el";
import type { Say } from "../words";

export function noStore(say: Say): void {
  const title = say("app-no-store");
  document.title = title;
  const card = el("div", { class: "card" }, h1(title), alarm(title, say("app-no-store-text")));
  document.body.replaceChildren(el("main", {}, card));
}
