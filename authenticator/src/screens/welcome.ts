/** A2: what the app does, what it costs, what it reads. */
import { el } from "../view/el";
import { buttons, h1, lead, primary } from "../view/parts";
import type { Screen } from "../view/screen";
import { addAccount } from "./account-kind";
import { languages } from "./languages";

export const welcome: Screen = (app) => {
  const { say } = app;
  const promises = (["welcome-free", "welcome-private", "welcome-offline"] as const).map((key) => el("li", {}, say(key)));
  return {
    title: say("welcome-title"),
    body: [
      h1(say("welcome-title")),
      lead(say("welcome-lead", { app: app.company.name })),
      el("ul", { class: "ticks" }, ...promises),
      buttons(primary(say("welcome-add"), () => app.go(addAccount))),
      languages(app),
    ],
  };
};
