/** What a scanned, followed, pasted or typed text means. It asks nobody. */
import type { Ticket } from "../protocol/enrol";
import { readOtpauth, type Otpauth } from "../totp/otpauth";

export type Meaning =
  | { is: "ours"; ticket: Ticket }
  | { is: "otpauth"; otpauth: Otpauth }
  /** An enrolment of another company's own app. */
  | { is: "elsewhere"; host: string }
  | { is: "nothing" };

/** `https://app.example/e#<session>.<secret>`: the secret stands in the fragment, which no server sees. */
const FRAGMENT = /^#?([A-Za-z0-9_-]{8,64})\.([A-Za-z0-9_-]{16,64})$/;
const PATH = "/e";
/** Crockford's letters: no I, L, O, U. */
const MANUAL = /^[0-9A-HJKMNP-TV-Z]{10}$/;

export function meaningOf(text: string, origin: string): Meaning {
  const otpauth = readOtpauth(text);
  if (otpauth) return { is: "otpauth", otpauth };
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return { is: "nothing" };
  }
  const ticket = url.pathname === PATH ? ticketIn(url.hash) : undefined;
  if (!ticket) return { is: "nothing" };
  return url.origin === origin ? { is: "ours", ticket } : { is: "elsewhere", host: url.host };
}

export function ticketIn(fragment: string): Ticket | undefined {
  const found = FRAGMENT.exec(fragment);
  return found?.[1] && found[2] ? { es: found[1], secret: found[2] } : undefined;
}

/** A code that somebody types: any case, with spaces or dashes, look-alikes forgiven (R13). */
export function typedTicket(text: string, origin: string): Ticket | undefined {
  const plain = text.trim();
  const meaning = meaningOf(plain, origin);
  if (meaning.is === "ours") return meaning.ticket;
  const letters = plain.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "");
  const read = letters.replaceAll("O", "0").replace(/[IL]/g, "1");
  return MANUAL.test(read) ? { manual_code: read } : ticketIn(plain);
}
