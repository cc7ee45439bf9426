/** Reads `otpauth://totp/…`, what other companies put into their QR codes. It keeps nothing. */
import { decodeBase32 } from "./base32";
import type { Algorithm } from "./code";

export interface Otpauth {
  secret: Uint8Array<ArrayBuffer>;
  company: string;
  account: string;
  algorithm: Algorithm;
  digits: number;
  period: number;
}

const LONGEST_NAME = 80;

/** `undefined` when it is not a code that changes with time, or says something we cannot do. */
export function readOtpauth(text: string): Otpauth | undefined {
  const found = /^otpauth:\/\/totp\/([^?]*)\?(.*)$/i.exec(text.trim());
  if (!found) return undefined;
  const query = new URLSearchParams(found[2]);
  const secret = decodeBase32(query.get("secret") ?? "");
  const algorithm = (query.get("algorithm") ?? "SHA1").toUpperCase().replace("-", "");
  const digits = Number(query.get("digits") ?? 6);
  const period = Number(query.get("period") ?? 30);
  const known = algorithm === "SHA1" || algorithm === "SHA256" || algorithm === "SHA512";
  if (!secret || !known || ![6, 7, 8].includes(digits) || !(period >= 10 && period <= 120)) return undefined;
  const [issuer, account] = label(found[1] ?? "");
  const company = named(query.get("issuer") ?? issuer);
  return { secret, company, account: named(account), algorithm, digits, period: Math.floor(period) };
}

/** `Issuer:account`, the issuer being optional. */
function label(text: string): [string, string] {
  let plain = text;
  try {
    plain = decodeURIComponent(text);
  } catch {
    // Some write a bare per cent sign.
  }
  const colon = plain.indexOf(":");
  return colon < 0 ? ["", plain] : [plain.slice(0, colon), plain.slice(colon + 1)];
}

function named(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "").trim().slice(0, LONGEST_NAME);
}
