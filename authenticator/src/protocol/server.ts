/**
 * Asks the server, with the newest nonce and, where somebody speaks, a proof. A stale nonce is answered by asking
 * again, once; everything else is the caller's matter. It does not know what is asked.
 */
import type { Clock } from "../totp/clock";
import { prove, type Speaker } from "./proof";
import { isRefusal, Refusal, Unreachable } from "./refusal";

export interface Question {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the protocol's base, beginning with a slash. */
  path: string;
  query?: string;
  body?: unknown;
  speaker?: Speaker;
  /** Milliseconds to wait for the answer. */
  patience?: number;
  signal?: AbortSignal;
}

const PATIENCE = 12_000;

export class Server {
  private nonce = "";

  constructor(
    readonly base: string,
    private readonly clock: Clock,
    private readonly fetcher: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  async ask<T>(question: Question): Promise<T> {
    try {
      return await this.once<T>(question);
    } catch (error) {
      // Another nonce, or another name for the same request: both are made anew.
      if (!isRefusal(error, "use_nonce", "replayed")) throw error;
      return this.once<T>(question);
    }
  }

  private async once<T>(question: Question): Promise<T> {
    const { method = "GET", path, query = "", speaker } = question;
    const body = question.body === undefined ? undefined : JSON.stringify(question.body);
    const url = this.base + path;
    const headers: Record<string, string> = { accept: "application/json" };
    if (body !== undefined) headers["content-type"] = "application/json";
    if (speaker) {
      const proof = await prove(speaker, { method, url, body }, this.nonce, this.clock.now());
      headers["authorization"] = `VAP ${proof}`;
    }
    const timer = AbortSignal.timeout(question.patience ?? PATIENCE);
    const signal = question.signal ? either(question.signal, timer) : timer;
    return this.answer<T>(url + query, { method, headers, body: body ?? null, signal });
  }

  private async answer<T>(url: string, init: RequestInit): Promise<T> {
    const asked = Date.now();
    let response: Response;
    let text: string;
    try {
      response = await this.fetcher(url, { ...init, cache: "no-store", credentials: "omit" });
      this.clock.learn(response.headers.get("date"), asked, Date.now());
      this.nonce = response.headers.get("vap-nonce") ?? this.nonce;
      text = await response.text();
    } catch (error) {
      throw new Unreachable(String(error));
    }
    const value = object(text);
    if (response.ok) return value as T;
    const code = value["error"];
    if (typeof code !== "string") throw new Unreachable(`status ${response.status}`);
    throw new Refusal(response.status, code, value);
  }
}

/** Safari 16.4 has no `AbortSignal.any`. */
function either(one: AbortSignal, other: AbortSignal): AbortSignal {
  const both = new AbortController();
  for (const signal of [one, other]) {
    if (signal.aborted) both.abort();
    signal.addEventListener("abort", () => both.abort(), { once: true });
  }
  return both.signal;
}

function object(text: string): Record<string, unknown> {
  try {
    const value: unknown = text === "" ? {} : JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
