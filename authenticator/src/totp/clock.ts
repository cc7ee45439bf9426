/**
 * The hour, corrected by the server's while it can be asked: a phone whose clock is wrong still shows right codes, and
 * its owner is told (P5). It does not ask anybody by itself.
 */

/** From here on the owner is told, in milliseconds. */
const WORTH_TELLING = 30_000;
/** An HTTP date has whole seconds, and an answer takes its time: below this there is nothing to correct. */
const NOISE = 2_000;

export class Clock {
  /** What to add to the phone's clock, in milliseconds. */
  constructor(private offset = 0, private readonly phone: () => number = Date.now) {}

  now(): number {
    return this.phone() + this.offset;
  }

  /** Learns from an answer of the server; says whether the correction changed. */
  learn(date: string | null, asked: number, answered: number): boolean {
    const said = Date.parse(date ?? "");
    // An answer that took long says little.
    if (Number.isNaN(said) || answered - asked > 10_000) return false;
    const offset = said + 500 - (asked + answered) / 2;
    const next = Math.abs(offset) < NOISE ? 0 : Math.round(offset);
    const changed = Math.abs(next - this.offset) >= 1_000 || (next === 0 && this.offset !== 0);
    if (changed) this.offset = next;
    return changed;
  }

  get correction(): number {
    return this.offset;
  }

  get isOff(): boolean {
    return Math.abs(this.offset) > WORTH_TELLING;
  }
}
