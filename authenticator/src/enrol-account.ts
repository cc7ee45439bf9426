/** Makes the key, registers it, keeps the account: the one act that binds this phone. It asks nobody. */
import { makePair } from "./keys/pair";
import { tellLock } from "./lock/tell";
import { register, type Claim, type Registered } from "./protocol/enrol";
import { isAllowed, subscribe } from "./push/subscribe";
import { tellLinked } from "./linked";
import type { OwnAccount } from "./store/accounts";
import { deviceName } from "./surroundings";
import { decodeBase32 } from "./totp/base32";
import { importSecret, type Totp } from "./totp/code";
import type { App } from "./view/screen";

const VERSION = "1.0.0";

export interface Enrolled {
  account: OwnAccount;
  /** A first request waits, and the phone counts once it is approved. */
  needsNumber: boolean;
}

export async function enrolAccount(app: App, claim: Claim): Promise<Enrolled> {
  const pair = await makePair();
  const persisted = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
  const { platform, installed } = app.around;
  const kind = platform === "desktop" ? "other" : platform;
  const device = { name: deviceName(platform), platform: kind, app_version: VERSION, standalone: installed, persisted } as const;
  // Only where the person allowed it before; the question itself comes later, with its reasons (A8).
  const asked = claim.vapid && isAllowed() ? await subscribe(claim.vapid) : null;
  const push = typeof asked === "string" ? null : asked;
  const now = app.clock.now();
  const registered = await register(app.server, claim, pair, device, push, now);
  const totp = await importTotp(registered);
  const account: OwnAccount = {
    kind: "own",
    id: crypto.randomUUID(),
    label: claim.account_hint,
    company: claim.tenant.name,
    added: now,
    iss: claim.iss,
    enr: registered.enr,
    device: registered.device,
    kid: pair.kid,
    privateKey: pair.privateKey,
    serverKeys: claim.server_jwks.keys,
    ...(claim.vapid ? { vapid: claim.vapid } : {}),
    ...(push ? { wokenAt: push.endpoint } : {}),
    ...(totp ? { totp } : {}),
  };
  await app.accounts.put(account);
  tellLinked(true);
  // While the phone is new: its lock counts at once (VAP/1 §7.4).
  void tellLock(app.server, app.accounts, app.guard.lockOfPhone);
  void app.requests.restart();
  return { account, needsNumber: registered.state === "registered" };
}

/** From here on the secret is a key that cannot be read; its text is gone with this function. */
async function importTotp({ totp }: Registered): Promise<Totp | undefined> {
  const secret = totp && decodeBase32(totp.secret);
  return secret && importSecret(secret, totp.algorithm, totp.digits, totp.period);
}
