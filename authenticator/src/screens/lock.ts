/** A16: nothing is shown before the phone says that it is its owner. */
import { el } from "../view/el";
import { glyph } from "../view/glyphs";
import { alarm, buttons, h1, lead, primary, say as show, working } from "../view/parts";
import type { Screen } from "../view/screen";

export const locked =
  (next: () => Promise<void>): Screen =>
  (app) => {
    const { say } = app;
    const place = el("div");
    const open = async () => {
      show(place);
      if (await app.guard.unlock()) return next();
      show(place, alarm(say("lock-failed"), say("lock-failed-text")));
    };
    const button = primary(say("lock-button"), () => work());
    const work = working(button, say("app-working"), open);
    return {
      title: say("lock-title"),
      body: [
        el("div", { class: "seal" }, glyph("arch")),
        h1(say("lock-title")),
        lead(say("lock-lead")),
        place,
        buttons(button),
      ],
    };
  };
