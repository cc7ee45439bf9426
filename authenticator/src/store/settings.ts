/** The few choices of this phone's owner, and what the app must remember between two openings. */
import { read, write } from "./db";

export interface Lock {
  /** The platform's credential that unlocks. */
  credential: ArrayBuffer;
  /** Its public key (SPKI) and COSE algorithm. */
  publicKey: ArrayBuffer;
  algorithm: number;
  /** As it was made, for the company's server: absent in locks of an app that did not tell it. */
  made?: { clientData: ArrayBuffer; attestation: ArrayBuffer };
}

export interface Values {
  language: string;
  lock: Lock;
  /** Milliseconds to add to the phone's clock. */
  clock: number;
  /** Whether the owner said "later" to notifications. */
  pushLater: boolean;
}

export class Settings {
  constructor(private readonly db: IDBDatabase) {}

  get<K extends keyof Values>(key: K): Promise<Values[K] | undefined> {
    return read(this.db, "settings", (from) => from.get(key));
  }

  set<K extends keyof Values>(key: K, value: Values[K]): Promise<void> {
    return write(this.db, "settings", (into) => into.put(value, key));
  }

  forget(key: keyof Values): Promise<void> {
    return write(this.db, "settings", (into) => into.delete(key));
  }
}
