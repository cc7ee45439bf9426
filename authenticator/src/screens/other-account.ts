/** An account of another company: its QR code, or its key by hand. */
import { decodeBase32 } from "../totp/base32";
import { readOtpauth } from "../totp/otpauth";
import { el } from "../view/el";
import { field } from "../view/field";
import { buttons, h1, lead, quiet } from "../view/parts";
import type { Screen } from "../view/screen";
import { viewfinder } from "../view/viewfinder";
import { meaningOf } from "../scanner/meaning";
import { claimTicket } from "./claim";
import { confirmOther } from "./confirm-other";

export const otherAccount: Screen = (app) => {
  const { say } = app;
  const finder = viewfinder(app, (text) => {
    const otpauth = readOtpauth(text);
    if (otpauth) return void app.instead(confirmOther(otpauth)), true;
    // Whoever chose the wrong row still gets there.
    const meaning = meaningOf(text, location.origin);
    if (meaning.is === "ours") return void app.instead(claimTicket(meaning.ticket)), true;
    finder.refuse(say("scan-not-ours"), say("other-lead"));
    return false;
  });
  return {
    title: say("other-title"),
    back: true,
    leave: finder.stop,
    body: [
      h1(say("other-title")),
      lead(say("other-lead")),
      ...finder.nodes,
      buttons(quiet(say("scan-type-secret"), () => app.go(typeSecret))),
    ],
  };
};

const typeSecret: Screen = (app) => {
  const { say } = app;
  const plain = { type: "text", autocomplete: "off", spellcheck: "false" };
  const site = field(say("secret-site"), undefined, plain);
  const secret = field(say("secret-label"), say("secret-hint"), { ...plain, autocapitalize: "characters" });
  const onsubmit = (event: Event) => {
    event.preventDefault();
    const [company, bytes] = [site.input.value.trim().slice(0, 80), decodeBase32(secret.input.value)];
    site.refuse(company === "" ? say("secret-site-empty") : undefined);
    secret.refuse(bytes ? undefined : say("secret-wrong"));
    if (company === "") return site.input.focus();
    if (!bytes) return;
    const otpauth = { secret: bytes, company, account: "", algorithm: "SHA1", digits: 6, period: 30 } as const;
    void app.instead(confirmOther(otpauth));
  };
  const button = el("button", { class: "full" }, say("type-add"));
  return {
    title: say("secret-title"),
    back: true,
    body: [h1(say("secret-title")), el("form", { onsubmit, novalidate: true }, site.box, secret.box, button)],
  };
};
