/** Tells the server which lock each account stands behind, whenever that changed. Silent: a failure is tried again at the next start. */
import { encode } from "../protocol/base64url";
import { putLock } from "../protocol/lock";
import type { Server } from "../protocol/server";
import type { Accounts } from "../store/accounts";
import type { Lock } from "../store/settings";

export async function tellLock(server: Server, accounts: Accounts, lock: Lock | undefined): Promise<void> {
  const id = lock?.made ? encode(new Uint8Array(lock.credential)) : undefined;
  for (const account of await accounts.own()) {
    if (account.lockedBy === id) continue;
    const { lockedBy: _, ...rest } = account;
    await putLock(server, account, lock?.made)
      .then(() => accounts.put(id === undefined ? rest : { ...rest, lockedBy: id }))
      .catch(() => undefined);
  }
}
