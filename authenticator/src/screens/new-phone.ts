/** A15: from the old phone to a new one. Keys never move: the new phone makes its own, and the old one agrees. */
import { el } from "../view/el";
import { h1, lead, note } from "../view/parts";
import type { Screen } from "../view/screen";

export const newPhone: Screen = (app) => {
  const { say } = app;
  const address = el("span", { class: "address" }, location.host);
  const steps = [
    el("li", {}, say("phone-1"), address),
    ...(["phone-2", "phone-3", "phone-4", "phone-5"] as const).map((key) => el("li", {}, say(key))),
  ];
  const area = `${app.company.issuer}/account`;
  const open = el("a", { class: "btn full", href: area, target: "_blank", rel: "noopener" }, say("phone-open"));
  return {
    title: say("phone-title"),
    back: true,
    body: [
      h1(say("phone-title")),
      lead(say("phone-lead")),
      el("ol", { class: "steps-list" }, ...steps),
      el("p", { class: "hint" }, say("phone-keys")),
      ...(app.company.issuer ? [el("div", { class: "stack" }, open)] : []),
      note("plain", undefined, say("phone-gone")),
    ],
  };
};
