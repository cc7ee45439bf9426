/** Whether the app is locked: at opening, and after it was out of sight for a while. Off unless its owner wants it. */
import { lockChallenge, type Unlocked } from "../protocol/lock";
import type { Lock, Settings } from "../store/settings";
import { makeLock, show, unlock } from "./passkey";

/** Milliseconds out of sight after which it locks: long enough to read a number on the same phone. */
const PATIENCE = 60_000;

export class Guard {
  private open = false;
  private hiddenSince: number | undefined;

  constructor(private readonly settings: Settings, private lock: Lock | undefined) {}

  get isOn(): boolean {
    return this.lock !== undefined;
  }

  get isLocked(): boolean {
    return this.isOn && !this.open;
  }

  hidden(now: number): void {
    this.hiddenSince = now;
  }

  shown(now: number): void {
    if (this.hiddenSince !== undefined && now - this.hiddenSince > PATIENCE) this.open = false;
    this.hiddenSince = undefined;
  }

  async unlock(): Promise<boolean> {
    if (!this.lock) return true;
    this.open = await unlock(this.lock);
    return this.open;
  }

  async turnOn(name: string): Promise<boolean> {
    const lock = await makeLock(name);
    if (!lock) return false;
    await this.settings.set("lock", lock);
    [this.lock, this.open] = [lock, true];
    return true;
  }

  get lockOfPhone(): Lock | undefined {
    return this.lock;
  }

  /** Opens the lock for one request; `undefined` where there is none, or its owner did not. */
  async openFor(jws: string): Promise<Unlocked | undefined> {
    return this.lock?.made && show(this.lock, await lockChallenge(jws));
  }

  /** Only by whoever can unlock it. */
  async turnOff(): Promise<boolean> {
    if (!(await this.unlock())) return false;
    await this.settings.forget("lock");
    this.lock = undefined;
    return true;
  }
}
