/**
 * The server's keys are pinned when an account is added. A new one is believed only when a key that we already hold
 * announces it (VAP/1 §7.3): whoever takes over the address alone cannot put requests on this phone.
 */
import { verified, type PublicJwk } from "./jws";

/** The new set, whole: what it leaves out is no longer held. `undefined`: nothing to believe. */
export async function announced(jws: unknown, iss: string, held: PublicJwk[]): Promise<PublicJwk[] | undefined> {
  if (typeof jws !== "string") return undefined;
  const claims = await verified(jws, "vap-keys+jwt", held);
  if (!claims || claims["iss"] !== iss || !Array.isArray(claims["keys"])) return undefined;
  const keys = claims["keys"].filter(isKey);
  return keys.length > 0 ? keys : undefined;
}

function isKey(value: unknown): value is PublicJwk {
  const key = value as Partial<PublicJwk> | null;
  return (
    key?.kty === "EC" && key.crv === "P-256" && typeof key.x === "string" && typeof key.y === "string" && typeof key.kid === "string"
  );
}
