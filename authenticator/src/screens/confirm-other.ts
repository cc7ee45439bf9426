/** A7 for codes of another company: shown and asked before the secret becomes a key. */
import type { OtherAccount } from "../store/accounts";
import { importSecret } from "../totp/code";
import type { Otpauth } from "../totp/otpauth";
import { buttons, facts, h1, note, primary, secondary, working } from "../view/parts";
import type { Screen } from "../view/screen";
import { added } from "./added";

export const confirmOther =
  (otpauth: Otpauth): Screen =>
  (app) => {
    const { say } = app;
    const add = async () => {
      const { secret, algorithm, digits, period } = otpauth;
      const account: OtherAccount = {
        kind: "other",
        id: crypto.randomUUID(),
        label: otpauth.account || otpauth.company,
        company: otpauth.company || otpauth.account,
        added: app.clock.now(),
        totp: await importSecret(secret, algorithm, digits, period),
      };
      await app.accounts.put(account);
      await app.instead(added(account, false));
    };
    const yes = primary(say("confirm-add"), () => work());
    const work = working(yes, say("app-working"), add);
    return {
      title: say("confirm-title"),
      body: [
        h1(say("confirm-title")),
        facts([
          [say("confirm-company"), otpauth.company],
          [say("confirm-account"), otpauth.account],
        ]),
        note("plain", undefined, say("confirm-other-warning")),
        buttons(yes, secondary(say("confirm-cancel"), app.home)),
      ],
    };
  };
