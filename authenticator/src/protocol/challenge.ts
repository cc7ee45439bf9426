/**
 * A request as the server signed it, checked before a word of it is shown: key, type, issuer, device, enrolment, time,
 * and that every text can be shown as it is. What we do not understand can be refused and never approved (VAP/1 §5).
 */
import { verified, type Claims, type PublicJwk } from "./jws";
import { shownText } from "./shown-text";

export type Kind = "signin" | "payment" | "enrol" | "recovery" | "ciba" | "unknown";

export interface Challenge {
  /** The bytes that were signed: an answer covers all of them. */
  jws: string;
  id: string;
  kind: Kind;
  /** How many digits have to be typed; none for 0. */
  digits: 0 | 2 | 6;
  /** No password came before it: this phone alone is asked (§5). */
  alone: boolean;
  /** Whether the phone's own lock is to be opened for it. */
  unlock: boolean;
  /** Whether we know what approving it would mean. */
  canApprove: boolean;
  /** Seconds of Unix time. */
  issuedAt: number;
  expiresAt: number;
  client: string;
  /** As the server names it, without what would give the address away. */
  account: string;
  place: string;
  agent: string;
  purchase?: Purchase;
}

export interface Purchase {
  amount: string;
  currency: string;
  payee: string;
  label: string;
  line: string;
}

/** Whom a challenge must be for. */
export interface Addressee {
  iss: string;
  device: string;
  enr: string;
  serverKeys: PublicJwk[];
}

const KINDS: readonly string[] = ["signin", "payment", "enrol", "recovery", "ciba"];
const DIGITS: Record<string, 0 | 2 | 6> = { none: 0, enter2: 2, enter6: 6 };

/** `undefined` for whatever is not ours, not now, or not understood. `now` is in milliseconds. */
export async function readChallenge(jws: string, whom: Addressee, now: number): Promise<Challenge | undefined> {
  const claims = await verified(jws, "vap-challenge+jwt", whom.serverKeys);
  if (!claims) return undefined;
  const isForUs =
    claims["iss"] === whom.iss && claims["aud"] === `vap:${whom.device}` && claims["sub"] === whom.enr;
  const { jti, kind, iat, exp } = claims;
  if (!isForUs || typeof jti !== "string" || typeof kind !== "string") return undefined;
  if (typeof iat !== "number" || typeof exp !== "number" || now >= exp * 1000) return undefined;
  const digits = DIGITS[String(part(claims, "num")["mode"])];
  const isKnown = KINDS.includes(kind) && digits !== undefined;
  const context = part(claims, "ctx");
  const [client, account, place, agent] = ["client", "account", "place", "ua"].map((key) => shownText(context[key] ?? ""));
  if (client === undefined || account === undefined || place === undefined || agent === undefined) return undefined;
  const read: Challenge = {
    ...{ jws, id: jti, issuedAt: iat, expiresAt: exp, client, account, place, agent },
    ...{ kind: isKnown ? (kind as Kind) : "unknown", digits: digits ?? 0, canApprove: isKnown },
    ...{ alone: kind === "signin" && digits === 6, unlock: claims["uv"] === "wanted" },
  };
  if (kind !== "payment") return read;
  const purchase = readPurchase(part(claims, "tx"));
  return purchase && digits ? { ...read, purchase } : undefined;
}

function readPurchase(tx: Claims): Purchase | undefined {
  const [amount, currency, payee, label, line] = ["amt", "cur", "payee", "label", "line"].map((key) => shownText(tx[key]));
  const isWhole = amount && /^\d{1,9}(\.\d{2})?$/.test(amount) && currency && /^[A-Z]{3}$/.test(currency);
  if (!isWhole || payee === undefined || label === undefined || line === undefined) return undefined;
  return { amount, currency, payee, label, line };
}

function part(claims: Claims, key: string): Claims {
  const value = claims[key];
  return typeof value === "object" && value !== null ? (value as Claims) : {};
}
