/** Takes over the server's new keys, when old ones announce them. */
import type { Server } from "./protocol/server";
import type { PublicJwk } from "./protocol/jws";
import { announced } from "./protocol/server-keys";
import type { Accounts, OwnAccount } from "./store/accounts";

/** Whether there were other keys than those held. */
export async function announcedKeys(server: Server, accounts: Accounts, account: OwnAccount): Promise<boolean> {
  try {
    const said = await server.ask<{ keys?: unknown }>({ path: "/keys" });
    const serverKeys = await announced(said.keys, account.iss, account.serverKeys);
    if (!serverKeys) return false;
    const names = (keys: PublicJwk[]) => keys.map(({ kid }) => kid).sort().join();
    if (names(serverKeys) === names(account.serverKeys)) return false;
    await accounts.put({ ...account, serverKeys });
    return true;
  } catch {
    return false;
  }
}
