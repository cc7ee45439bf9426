/** A9: the seed's words. The other screen goes on by itself. */
import type { Account } from "../store/accounts";
import { el } from "../view/el";
import { glyph } from "../view/glyphs";
import { buttons, h1, primary } from "../view/parts";
import type { Screen } from "../view/screen";

/** `number`: one request follows, because the enrolment was not begun by the person alone (E6). */
export const added =
  (account: Account, number: boolean): Screen =>
  (app) => {
    const { say } = app;
    const lines =
      account.kind === "other"
        ? [say("added-other"), say("added-keep")]
        : [number ? say("added-number") : say("added-on"), say("added-return"), say("added-keep")];
    return {
      title: say("added-title"),
      body: [
        el("div", { class: "seal ok" }, glyph("tick")),
        h1(say("added-title")),
        el("p", { class: "who" }, el("strong", {}, account.company), el("span", {}, account.label)),
        ...lines.map((line) => el("p", {}, line)),
        buttons(primary(say("added-done"), app.home)),
      ],
    };
  };
