/**
 * What waits for an answer on this phone. Asks the server every three seconds for two minutes, then keeps one long
 * question open, as long as somebody looks (VAP/1 §5): a lost push costs nothing. It shows nothing.
 */
import { waiting } from "../protocol/answer";
import type { Challenge } from "../protocol/challenge";
import { isRefusal, Refusal } from "../protocol/refusal";
import type { Server } from "../protocol/server";
import type { OwnAccount } from "../store/accounts";
import type { Clock } from "../totp/clock";

export interface Pending {
  account: OwnAccount;
  challenge: Challenge;
}

export interface Health {
  offline: boolean;
  /** A request came that this version cannot show. */
  unreadable: boolean;
  /** Accounts whose owner has blocked this phone, as lost or stolen. */
  suspended: string[];
}

const QUICK_MS = 120_000;
const PAUSE_MS = 3_000;
const OFFLINE_PAUSE_MS = 5_000;
const SUSPENDED_PAUSE_MS = 15_000;

export class Requests {
  private readonly found = new Map<string, Pending[]>();
  private readonly answered = new Set<string>();
  private readonly trouble = new Map<string, "offline" | "unreadable" | "suspended">();
  private readonly listeners = new Set<() => void>();
  private running: AbortController | undefined;

  constructor(
    private readonly server: Server,
    private readonly clock: Clock,
    private readonly accounts: () => Promise<OwnAccount[]>,
    /** The company ended this enrolment. */
    private readonly revoked: (account: OwnAccount) => Promise<void>,
    /** Signed by a key that is not pinned: ask for announced ones. Whether there was one. */
    private readonly renewKeys: (account: OwnAccount) => Promise<boolean>,
  ) {}

  /** Oldest first, none that is over. */
  list(): Pending[] {
    const now = this.clock.now();
    const open = ({ challenge }: Pending) => challenge.expiresAt * 1000 > now && !this.answered.has(challenge.id);
    return [...this.found.values()].flat().filter(open).sort((a, b) => a.challenge.issuedAt - b.challenge.issuedAt);
  }

  health(): Health {
    const states = [...this.trouble.entries()];
    const offline = states.length > 0 && states.every(([, state]) => state === "offline");
    const unreadable = states.some(([, state]) => state === "unreadable");
    const suspended = states.filter(([, state]) => state === "suspended").map(([id]) => id);
    return { offline, unreadable, suspended };
  }

  listen(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  }

  /** From the beginning: at opening, when the app comes to the front, after a push. */
  async restart(): Promise<void> {
    this.stop();
    const running = new AbortController();
    this.running = running;
    const accounts = await this.accounts();
    for (const id of this.found.keys()) if (!accounts.some((account) => account.id === id)) this.forget(id);
    for (const account of accounts) void this.watch(account, running.signal);
  }

  stop(): void {
    this.running?.abort();
  }

  /** It was answered here, or is over: it is not shown again. */
  done(challenge: string): void {
    this.answered.add(challenge);
    this.tell();
  }

  private async watch(account: OwnAccount, signal: AbortSignal): Promise<void> {
    const began = Date.now();
    while (!signal.aborted) {
      const pause = await this.look(account, Date.now() - began > QUICK_MS, signal);
      if (pause === undefined) return;
      await sleep(pause, signal);
    }
  }

  /** How long to wait before the next look; `undefined` when there is none. */
  private async look(account: OwnAccount, wait: boolean, signal: AbortSignal): Promise<number | undefined> {
    try {
      const { challenges, unreadable } = await waiting(this.server, account, () => this.clock.now(), { wait, signal });
      if (signal.aborted) return undefined;
      if (unreadable && (await this.renewKeys(account))) return void this.restart();
      this.found.set(account.id, challenges.map((challenge) => ({ account, challenge })));
      this.note(account.id, unreadable ? "unreadable" : undefined);
      return wait && challenges.length === 0 ? 0 : PAUSE_MS;
    } catch (error) {
      return signal.aborted ? undefined : this.failed(account, error);
    }
  }

  private async failed(account: OwnAccount, error: unknown): Promise<number | undefined> {
    if (isRefusal(error, "enrolment_revoked")) {
      this.forget(account.id);
      await this.revoked(account);
      this.tell();
      return undefined;
    }
    if (isRefusal(error, "enrolment_suspended")) {
      this.found.delete(account.id);
      this.note(account.id, "suspended");
      return SUSPENDED_PAUSE_MS;
    }
    this.note(account.id, "offline");
    const seconds = error instanceof Refusal ? error.retryAfter : undefined;
    return seconds === undefined ? OFFLINE_PAUSE_MS : seconds * 1000;
  }

  private note(id: string, state: "offline" | "unreadable" | "suspended" | undefined): void {
    if (state) this.trouble.set(id, state);
    else this.trouble.delete(id);
    this.tell();
  }

  private forget(id: string): void {
    this.found.delete(id);
    this.trouble.delete(id);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
    // Back from a tunnel: no need to wait.
    if (typeof addEventListener === "function") addEventListener("online", () => resolve(), { once: true, signal });
  });
}
