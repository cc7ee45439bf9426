/** Tells those who do not see the screen what changed on it, politely and once (R34). */
import { el } from "./el";

export const status = el("p", { class: "sr", role: "status" });

export function announce(text: string): void {
  status.textContent = "";
  // A region that is emptied and filled at once is not read.
  setTimeout(() => (status.textContent = text), 50);
}
