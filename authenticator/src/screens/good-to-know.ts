/** What must be told before it hurts (P7). */
import { el } from "../view/el";
import { h1 } from "../view/parts";
import type { Screen } from "../view/screen";
import type { Key } from "../words";

const ALL: Key[] = [
  "know-keep",
  "know-codes",
  "know-late",
  "know-dictated",
  "know-stolen",
  "know-own",
  "know-new",
  "know-ios",
  "know-server",
];

export const goodToKnow: Screen = (app) => {
  const { say } = app;
  const items = ALL.map((key) => el("li", {}, say(key)));
  return { title: say("know-title"), back: true, body: [h1(say("know-title")), el("ul", { class: "facts" }, ...items)] };
};
