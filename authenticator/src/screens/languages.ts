/** The other languages, each named in itself (R28). */
import { el } from "../view/el";
import type { App } from "../view/screen";
import { NAMES, TAGS } from "../words";

export function languages(app: App): HTMLElement {
  const others = TAGS.filter((tag) => tag !== app.tag);
  const items = others.map((tag) =>
    el("li", {}, el("button", { type: "button", class: "quiet", lang: tag, onclick: () => app.speak(tag) }, NAMES[tag])),
  );
  return el("ul", { class: "inline languages" }, ...items);
}
