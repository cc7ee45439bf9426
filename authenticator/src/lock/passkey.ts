/**
 * The phone's own lock, asked through a platform passkey (A16). What comes back is checked as a server would: a random
 * challenge, this origin, the person verified, the signature. It protects the screen; the keys are protected by the
 * browser alone, and we say so nowhere otherwise.
 */
import { encode } from "../protocol/base64url";
import type { Unlocked } from "../protocol/lock";
import type { Lock } from "../store/settings";
import { derToRaw } from "./der";

const ES256 = -7;
const RS256 = -257;
/** Bit "user verified" of the authenticator's flags (WebAuthn §6.1). */
const VERIFIED = 0x04;

export async function canLock(): Promise<boolean> {
  const platform = globalThis.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable;
  return platform ? platform.call(PublicKeyCredential).catch(() => false) : false;
}

/** `undefined` when the person or the phone said no. */
export async function makeLock(name: string): Promise<Lock | undefined> {
  try {
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rp: { name },
        user: { id: crypto.getRandomValues(new Uint8Array(16)), name, displayName: name },
        pubKeyCredParams: [ES256, RS256].map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: { authenticatorAttachment: "platform", userVerification: "required" },
        timeout: 60_000,
      },
    });
    const { rawId, response } = made as PublicKeyCredential;
    const attested = response as AuthenticatorAttestationResponse;
    const publicKey = attested.getPublicKey();
    if (!publicKey) return undefined;
    const told = { clientData: attested.clientDataJSON, attestation: attested.attestationObject };
    return { credential: rawId, publicKey, algorithm: attested.getPublicKeyAlgorithm(), made: told };
  } catch {
    return undefined;
  }
}

export async function unlock(lock: Lock): Promise<boolean> {
  return (await show(lock, crypto.getRandomValues(new Uint8Array(32)))) !== undefined;
}

/** Opens the lock for this challenge: what the server checks (VAP/1 §6). `undefined` when the person or the phone said no. */
export async function show(lock: Lock, challenge: Uint8Array<ArrayBuffer>): Promise<Unlocked | undefined> {
  try {
    const allowCredentials = [{ type: "public-key" as const, id: lock.credential }];
    const got = await navigator.credentials.get({
      publicKey: { challenge, allowCredentials, userVerification: "required", timeout: 60_000 },
    });
    const response = (got as PublicKeyCredential).response as AuthenticatorAssertionResponse;
    if (!(await isGenuine(lock, response, encode(challenge)))) return undefined;
    const text = (bytes: ArrayBuffer) => encode(new Uint8Array(bytes));
    return {
      credential: text(lock.credential),
      client_data: text(response.clientDataJSON),
      authenticator_data: text(response.authenticatorData),
      signature: text(response.signature),
    };
  } catch {
    return undefined;
  }
}

async function isGenuine(lock: Lock, response: AuthenticatorAssertionResponse, challenge: string): Promise<boolean> {
  const client = JSON.parse(new TextDecoder().decode(response.clientDataJSON)) as Record<string, unknown>;
  const flags = new Uint8Array(response.authenticatorData)[32] ?? 0;
  const isOurs =
    client["type"] === "webauthn.get" && client["challenge"] === challenge && client["origin"] === location.origin;
  if (!isOurs || (flags & VERIFIED) === 0) return false;
  const hash = await crypto.subtle.digest("SHA-256", response.clientDataJSON);
  const signed = new Uint8Array([...new Uint8Array(response.authenticatorData), ...new Uint8Array(hash)]);
  const isEc = lock.algorithm === ES256;
  const algorithm = isEc ? { name: "ECDSA", namedCurve: "P-256" } : { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("spki", lock.publicKey, algorithm, false, ["verify"]);
  const signature = isEc ? derToRaw(new Uint8Array(response.signature)) : new Uint8Array(response.signature);
  return crypto.subtle.verify({ name: algorithm.name, hash: "SHA-256" }, key, signature, signed);
}
