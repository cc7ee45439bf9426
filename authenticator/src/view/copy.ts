/** A button that copies, and says that it did. */
import { announce } from "./announce";
import { el } from "./el";

const SAID_MS = 2_500;

export function copyButton(label: string, copied: string, text: () => string, name?: string): HTMLButtonElement {
  const onclick = async () => {
    await navigator.clipboard.writeText(text());
    button.textContent = copied;
    announce(copied);
    setTimeout(() => (button.textContent = label), SAID_MS);
  };
  const button = el("button", { type: "button", class: "b2", "aria-label": name, onclick }, label);
  return button;
}
