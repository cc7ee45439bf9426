/** How a question to the server can go wrong: it said no, or nobody answered. */

/** The server said no, with a code of the protocol's specification. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly more: Record<string, unknown> = {},
  ) {
    super(`${status} ${code}`);
  }

  /** Seconds until asking again makes sense. */
  get retryAfter(): number | undefined {
    const seconds = this.more["retry_after"];
    return typeof seconds === "number" && seconds > 0 ? seconds : undefined;
  }
}

/** No network, no answer, or an answer that is not the protocol's. */
export class Unreachable extends Error {}

export const isRefusal = (error: unknown, ...codes: string[]): error is Refusal =>
  error instanceof Refusal && (codes.length === 0 || codes.includes(error.code));
