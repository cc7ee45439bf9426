/** Pieces that several screens share, in the classes of the house's stylesheet. */
import { el, type Child } from "./el";

export const h1 = (text: string): HTMLElement => el("h1", { tabindex: "-1" }, text);
export const lead = (text: string): HTMLElement => el("p", { class: "lead" }, text);

/** The one filled button of a screen. */
export const primary = (text: string, onclick: () => unknown): HTMLButtonElement =>
  el("button", { type: "button", class: "full", onclick }, text);

export const secondary = (text: string, onclick: () => unknown): HTMLButtonElement =>
  el("button", { type: "button", class: "full b2", onclick }, text);

/** A button that looks like a link: the third thing one may do. */
export const quiet = (text: string, onclick: () => unknown): HTMLButtonElement =>
  el("button", { type: "button", class: "quiet", onclick }, text);

export const buttons = (...all: Child[]): HTMLElement => el("div", { class: "stack" }, ...all);

export type Tone = "ok" | "warn" | "bad" | "plain";

export function note(tone: Tone, title: string | undefined, ...lines: Child[]): HTMLElement {
  const children = lines.map((line) => (typeof line === "string" ? el("p", {}, line) : line));
  return el("div", { class: `note ${tone}` }, title !== undefined && el("h2", {}, title), ...children);
}

/** What went wrong and what to do: spoken at once, and the focus goes there (R7). */
export function alarm(title: string, ...lines: Child[]): HTMLElement {
  const box = note("bad", title, ...lines);
  box.setAttribute("role", "alert");
  box.tabIndex = -1;
  return box;
}

/** Names and values, as a list that is read in pairs. */
export function facts(pairs: [string, string][]): HTMLElement {
  const rows = pairs.filter(([, value]) => value !== "");
  return el("dl", { class: "kv" }, ...rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

/** A choice that leads on: a whole row to touch. */
export function door(title: string, hint: string | undefined, onclick: () => unknown): HTMLElement {
  const words = el("span", {}, el("span", {}, title), hint !== undefined && el("span", { class: "hint" }, hint));
  return el("li", {}, el("button", { type: "button", class: "door", onclick }, words));
}

export const doors = (...rows: Child[]): HTMLElement => el("ul", { class: "doors" }, ...rows);

/** Shows something in a place of its own, and moves the focus there when it is an alarm. */
export function say(place: HTMLElement, shown?: HTMLElement): void {
  place.replaceChildren(...(shown ? [shown] : []));
  if (shown?.getAttribute("role") === "alert") shown.focus();
}

/** A button that works on something: one at a time, and it says so. */
export function working(button: HTMLButtonElement, words: string, work: () => Promise<void>): () => Promise<void> {
  const label = button.textContent ?? "";
  return async () => {
    if (button.disabled) return;
    button.disabled = true;
    button.textContent = words;
    try {
      await work();
    } finally {
      button.disabled = false;
      button.textContent = label;
    }
  };
}
