/** A labelled field with its hint and its refusal (R8). It does not know what is typed. */
import { el } from "./el";

export interface Field {
  box: HTMLElement;
  input: HTMLInputElement;
  /** Shows why the value was refused, or that all is well. */
  refuse: (why?: string) => void;
}

let count = 0;

export function field(label: string, hint: string | undefined, props: Record<string, string>): Field {
  const id = `f${++count}`;
  const described = [hint !== undefined && `${id}-hint`, `${id}-err`].filter(Boolean).join(" ");
  const input = el("input", { id, "aria-describedby": described, ...props });
  const wrong = el("p", { class: "err", id: `${id}-err`, hidden: true });
  const box = el(
    "div",
    { class: "f" },
    el("label", { for: id }, label),
    hint !== undefined && el("p", { class: "hint", id: `${id}-hint` }, hint),
    wrong,
    input,
  );
  const refuse = (why?: string) => {
    wrong.textContent = why ?? "";
    wrong.hidden = why === undefined;
    if (why === undefined) return input.removeAttribute("aria-invalid");
    input.setAttribute("aria-invalid", "true");
    input.focus();
  };
  return { box, input, refuse };
}

/** The digits among what was typed: spaces, dashes and full-width digits are fine (R13). */
export function digitsOf(text: string): string {
  return text.normalize("NFKC").replace(/\D/g, "");
}
