/** A17: the system erased the keys. Said plainly, with the way back. */
import { el } from "../view/el";
import { buttons, h1, lead, primary } from "../view/parts";
import type { Screen } from "../view/screen";
import { addAccount } from "./account-kind";

export const lost: Screen = (app) => {
  const { say } = app;
  return {
    title: say("lost-title"),
    body: [
      h1(say("lost-title")),
      lead(say("lost-lead")),
      el("ul", { class: "ticks" }, el("li", {}, say("lost-safe")), el("li", {}, say("lost-how"))),
      buttons(primary(say("lost-add"), () => app.go(addAccount))),
    ],
  };
};
