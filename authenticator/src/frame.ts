/** What surrounds every screen: whose app it is, the sheet, and whom to call, at the same place each time (R21). */
import { localText } from "./company";
import { status } from "./view/announce";
import { el } from "./view/el";
import { glyph } from "./view/glyphs";
import type { App, View } from "./view/screen";

const main = el("main", { id: "main", tabindex: "-1" });
const header = el("header");
const footer = el("footer");

export function drawFrame(app: App): void {
  const { say, company } = app;
  document.documentElement.lang = app.tag === "fr" ? "fr-FR" : app.tag;
  const skip = el("a", { class: "skip", href: "#main" }, say("app-skip"));
  header.replaceChildren(el("span", { class: "mark" }, glyph("arch"), el("span", {}, company.name)));
  footer.replaceChildren(support(app));
  if (!main.isConnected) document.body.replaceChildren(skip, header, main, footer, status);
}

export function drawView(app: App, view: View, isFirst: boolean): void {
  drawFrame(app);
  document.title = app.say("app-title", { screen: view.title, app: app.company.name });
  const back = el("button", { type: "button", class: "quiet back", onclick: app.back }, app.say("app-back"));
  main.replaceChildren(...(view.back ? [back] : []), el("div", { class: "card" }, ...view.body));
  scrollTo(0, 0);
  // A screen reader begins where the new screen begins (R35); at opening it does so by itself.
  if (!isFirst) main.querySelector("h1")?.focus({ preventScroll: true });
}

function support(app: App): HTMLElement {
  const { phone, hours, name } = app.company.support;
  const who = localText(name, app.tag) || app.say("app-support");
  const call = phone !== undefined && el("a", { href: `tel:${phone.replace(/[^\d+]/g, "")}` }, phone);
  const when = localText(hours, app.tag);
  return el("p", { class: "support" }, el("b", {}, who), call && " ", call, when !== "" && ", ", when);
}
