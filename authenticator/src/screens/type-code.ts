/** A6: the code by hand, for those whose camera cannot, or whose phone is also the other screen. */
import { isRefusal } from "../protocol/refusal";
import { typedTicket } from "../scanner/meaning";
import { el } from "../view/el";
import { field } from "../view/field";
import { h1, say as show } from "../view/parts";
import type { Screen } from "../view/screen";
import { claimed } from "./claim";
import { enrolTrouble } from "./enrol-trouble";

export const typeCode: Screen = (app) => {
  const { say } = app;
  const place = el("div");
  const code = field(say("type-label"), say("type-hint"), {
    type: "text",
    autocomplete: "one-time-code",
    autocapitalize: "characters",
    spellcheck: "false",
    enterkeyhint: "done",
    class: "typed",
  });
  const button = el("button", { class: "full" }, say("type-add"));
  const send = async () => {
    show(place);
    if (code.input.value.trim() === "") return code.refuse(say("type-empty"));
    const ticket = typedTicket(code.input.value, location.origin);
    if (!ticket) return code.refuse(say("type-form"));
    code.refuse();
    button.disabled = true;
    try {
      await app.instead(await claimed(app, ticket));
    } catch (error) {
      if (isRefusal(error, "unknown_enrolment")) code.refuse(say("type-unknown"));
      else show(place, enrolTrouble(app, error));
    } finally {
      button.disabled = false;
    }
  };
  const onsubmit = (event: Event) => (event.preventDefault(), send());
  return {
    title: say("type-title"),
    back: true,
    body: [h1(say("type-title")), place, el("form", { onsubmit, novalidate: true }, code.box, button)],
  };
};
