/** Digits in two groups for eyes, one by one for ears (R34). */
import { el } from "./el";

export const grouped = (code: string): string => {
  const half = Math.ceil(code.length / 2);
  return `${code.slice(0, half)}\u00a0${code.slice(half)}`;
};

export interface Digits {
  node: HTMLElement;
  show: (code: string) => void;
}

export function digits(): Digits {
  const seen = el("span", { "aria-hidden": "true" });
  const heard = el("span", { class: "sr" });
  const show = (code: string) => {
    if (heard.textContent === [...code].join(" ")) return;
    seen.textContent = grouped(code);
    heard.textContent = [...code].join(" ");
  };
  return { node: el("p", { class: "digits" }, seen, heard), show };
}
