/** Says things in the person's language: French of France first, what differs in Canada, English. */
import { en } from "./en";
import { fr } from "./fr";
import { frCa } from "./fr-CA";

export type Key = keyof typeof fr;
export type Words = Record<Key, string>;
export type Tag = "fr" | "fr-CA" | "en";
export type Say = (key: Key, values?: Record<string, string | number>) => string;

export const TAGS: readonly Tag[] = ["fr", "fr-CA", "en"];
/** Each language in itself. */
export const NAMES: Record<Tag, string> = { fr: "Français", "fr-CA": "Français (Canada)", en: "English" };

const WORDS: Record<Tag, Words> = { fr, "fr-CA": { ...fr, ...frCa }, en };

export function sayIn(tag: Tag): Say {
  return (key, values = {}) =>
    WORDS[tag][key].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}

/** What was chosen before, else the first of the browser's languages that we speak, else French. */
export function choose(remembered: string | undefined, asked: readonly string[]): Tag {
  const known = TAGS.find((tag) => tag === remembered);
  return known ?? asked.map(nearest).find((tag) => tag !== undefined) ?? "fr";
}

function nearest(asked: string): Tag | undefined {
  const tag = asked.toLowerCase();
  if (tag === "fr-ca") return "fr-CA";
  if (tag === "fr" || tag.startsWith("fr-")) return "fr";
  return tag === "en" || tag.startsWith("en-") ? "en" : undefined;
}

/** « 14:32 », « 14 h 32 », "2:32 pm", as each language writes it. */
export function clockTime(tag: Tag, at: number): string {
  const hour = tag === "fr" ? "2-digit" : "numeric";
  const format = new Intl.DateTimeFormat(tag === "fr" ? "fr-FR" : tag, { hour, minute: "2-digit" });
  return format.format(at);
}

export function day(tag: Tag, at: number): string {
  return new Intl.DateTimeFormat(tag === "fr" ? "fr-FR" : tag, { dateStyle: "long" }).format(at);
}

export function money(tag: Tag, amount: string, currency: string): string {
  const format = new Intl.NumberFormat(tag === "fr" ? "fr-FR" : tag, { style: "currency", currency });
  return format.format(Number(amount));
}
