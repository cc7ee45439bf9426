/** A7: whose account it is, before any key is made. A code that somebody dictated ends here. */
import { enrolAccount } from "../enrol-account";
import type { Claim } from "../protocol/enrol";
import { isOwn } from "../store/accounts";
import { isAllowed } from "../push/subscribe";
import { buttons, facts, h1, note, primary, secondary, working } from "../view/parts";
import type { Screen } from "../view/screen";
import { added } from "./added";
import { refused } from "./claim";
import { notifications } from "./notifications";

export const confirmAccount =
  (claim: Claim): Screen =>
  async (app) => {
    const { say } = app;
    const here = (await app.accounts.all()).filter(isOwn);
    const twin = here.some((account) => account.iss === claim.iss && account.label === claim.account_hint);
    const add = async () => {
      try {
        const { account, needsNumber } = await enrolAccount(app, claim);
        const last = added(account, needsNumber);
        await app.instead(account.vapid && !isAllowed() ? notifications(account, last) : last);
      } catch (error) {
        await app.instead(() => refused(app, error, confirmAccount(claim)));
      }
    };
    const yes = primary(say("confirm-add"), () => work());
    const work = working(yes, say("app-working"), add);
    return {
      title: say("confirm-title"),
      body: [
        h1(say("confirm-title")),
        facts([
          [say("confirm-company"), claim.tenant.name],
          [say("confirm-account"), claim.account_hint],
          [say("confirm-site"), new URL(claim.iss).host],
        ]),
        ...(twin ? [note("plain", undefined, say("confirm-twin", { account: claim.account_hint }))] : []),
        note("warn", undefined, say("confirm-dictated")),
        buttons(yes, secondary(say("confirm-cancel"), app.home)),
      ],
    };
  };
