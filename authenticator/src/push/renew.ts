/** Tells the server where to wake each account, whenever that changed. Silent: a failure is tried again at the next start. */
import { putPush } from "../protocol/device";
import type { Subscription } from "../protocol/enrol";
import type { Server } from "../protocol/server";
import type { Accounts } from "../store/accounts";

/** Whether every account of the company can be woken there now. */
export async function tellAll(server: Server, accounts: Accounts, push: Subscription): Promise<boolean> {
  let all = true;
  for (const account of await accounts.own()) {
    if (account.wokenAt === push.endpoint) continue;
    try {
      await putPush(server, account, push);
      await accounts.put({ ...account, wokenAt: push.endpoint });
    } catch {
      all = false;
    }
  }
  return all;
}
