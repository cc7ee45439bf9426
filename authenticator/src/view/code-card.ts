/** One account with its code: ring, seconds, copy, and the next code in the last five seconds (P5). */
import type { Account } from "../store/accounts";
import { codeAt, secondsLeft } from "../totp/code";
import { copyButton } from "./copy";
import { digits, grouped } from "./digits";
import { el } from "./el";
import { ring } from "./ring";
import type { App } from "./screen";

const LAST_SECONDS = 5;

export interface CodeCard {
  node: HTMLElement;
  tick: () => Promise<void>;
  /** A blocked account shows no code (VAP/1 §4). */
  hide: (hidden: boolean) => void;
}

export function codeCard(app: App, account: Account, open: () => unknown): CodeCard {
  const { say } = app;
  const name = el("button", { type: "button", class: "quiet", onclick: open }, account.label);
  name.setAttribute("aria-label", say("code-details", { account: account.label }));
  const head = el("h2", {}, el("span", { class: "hint" }, account.company), name);
  if (!account.totp) {
    const node = el("li", { class: "code" }, head, el("p", { class: "hint" }, say("home-no-code")));
    return { node, tick: async () => undefined, hide: () => undefined };
  }
  const totp = account.totp;
  const [code, circle] = [digits(), ring()];
  const left = el("span", { class: "hint" });
  const next = el("p", { class: "next hint" });
  let shown = "";
  const copy = copyButton(say("code-copy"), say("code-copied"), () => shown, say("code-copy-name", { account: account.label }));
  const tick = async () => {
    const now = app.clock.now();
    const seconds = secondsLeft(totp, now);
    shown = await codeAt(totp, now);
    code.show(shown);
    circle.show(seconds / totp.period, seconds <= LAST_SECONDS);
    left.textContent = say("code-left", { seconds });
    const soon = seconds <= LAST_SECONDS ? await codeAt(totp, now + totp.period * 1000) : undefined;
    next.textContent = soon === undefined ? "" : say("code-next", { code: grouped(soon) });
  };
  const life = el("div", { class: "life" }, circle.node, left, next);
  const body = el("div", {}, el("div", { class: "line" }, code.node, copy), life);
  return { node: el("li", { class: "code" }, head, body), tick, hide: (hidden) => (body.hidden = hidden) };
}

/** Calls at every whole second until stopped. */
export function everySecond(now: () => number, tick: () => unknown): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const beat = () => {
    void tick();
    timer = setTimeout(beat, 1000 - (now() % 1000) + 5);
  };
  beat();
  return () => clearTimeout(timer);
}
