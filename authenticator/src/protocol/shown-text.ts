/** Text that is shown before somebody decides: without the characters that make it read otherwise than it is. */

const LONGEST = 200;

/** `undefined` for what is no text, is too long, or holds control or direction characters. */
export function shownText(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > LONGEST) return undefined;
  return /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u.test(value) ? undefined : value;
}
