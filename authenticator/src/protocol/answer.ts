/** Fetches what waits for an enrolment and signs what its owner decided, over the hash of the whole challenge. */
import { sha256 } from "./base64url";
import { readChallenge, type Addressee, type Challenge } from "./challenge";
import { sign } from "./jws";
import type { Unlocked } from "./lock";
import type { Speaker } from "./proof";
import type { Server } from "./server";

export type Decision = "approve" | "deny" | "report";
export type Owner = Speaker & Addressee;

/** Seconds that the server may hold the question until something comes. */
const LONG_WAIT = 25;

export interface Waiting {
  challenges: Challenge[];
  /** Some were there that this version cannot show. */
  unreadable: boolean;
}

export async function waiting(
  server: Server,
  owner: Owner,
  now: () => number,
  hold: { wait: boolean; signal?: AbortSignal },
): Promise<Waiting> {
  const long = hold.wait ? { query: `?wait=${LONG_WAIT}`, patience: (LONG_WAIT + 10) * 1000 } : {};
  const signal = hold.signal ? { signal: hold.signal } : {};
  const said = await server.ask<{ challenges?: unknown }>({ path: "/challenges", speaker: owner, ...long, ...signal });
  const texts = Array.isArray(said.challenges) ? said.challenges.filter((jws) => typeof jws === "string") : [];
  const read = await Promise.all(texts.map((jws) => readChallenge(jws, owner, now())));
  const challenges = read.filter((challenge) => challenge !== undefined);
  return { challenges, unreadable: challenges.length < texts.length };
}

/** What the server made of it: the challenge's new state. */
export async function respond(
  server: Server,
  owner: Owner,
  challenge: Challenge,
  decision: Decision,
  shown: { number?: string | undefined; unlocked?: Unlocked | undefined },
  now: number,
): Promise<{ state: string }> {
  const payload = {
    iss: `vap:${owner.device}`,
    aud: owner.iss,
    sub: owner.enr,
    jti: crypto.randomUUID(),
    iat: Math.floor(now / 1000),
    challenge: challenge.id,
    cth: await sha256(challenge.jws),
    decision,
    ...(shown.number === undefined ? {} : { num: shown.number }),
    ...(shown.unlocked ? { uv: shown.unlocked } : {}),
  };
  const response = await sign({ typ: "vap-response+jwt", kid: owner.kid }, payload, owner.privateKey);
  const path = `/challenges/${encodeURIComponent(challenge.id)}/response`;
  return server.ask({ method: "POST", path, body: { response }, speaker: owner });
}
