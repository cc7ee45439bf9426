/** The accounts of this phone, with the keys that scripts may use and cannot read. */
import type { PublicJwk } from "../protocol/jws";
import type { Totp } from "../totp/code";
import { read, write } from "./db";

interface Any {
  /** Made here; nobody else knows it. */
  id: string;
  /** What its owner calls it. */
  label: string;
  company: string;
  /** Unix milliseconds. */
  added: number;
  used?: number;
}

/** An account of this installation: it can approve. */
export interface OwnAccount extends Any {
  kind: "own";
  iss: string;
  enr: string;
  device: string;
  kid: string;
  privateKey: CryptoKey;
  serverKeys: PublicJwk[];
  vapid?: string;
  /** Where the server was told to wake us; absent while it was not. */
  wokenAt?: string;
  /** The lock that the server knows, by its credential; absent while it knows none. */
  lockedBy?: string;
  totp?: Totp;
}

/** An account of anybody else: codes only. */
export interface OtherAccount extends Any {
  kind: "other";
  totp: Totp;
}

export type Account = OwnAccount | OtherAccount;

export const isOwn = (account: Account): account is OwnAccount => account.kind === "own";

export class Accounts {
  constructor(private readonly db: IDBDatabase) {}

  /** In the order in which they were added. */
  async all(): Promise<Account[]> {
    const accounts = await read<Account[]>(this.db, "accounts", (from) => from.getAll());
    return accounts.sort((one, other) => one.added - other.added);
  }

  async own(): Promise<OwnAccount[]> {
    return (await this.all()).filter(isOwn);
  }

  put(account: Account): Promise<void> {
    return write(this.db, "accounts", (into) => into.put(account));
  }

  remove(id: string): Promise<void> {
    return write(this.db, "accounts", (into) => into.delete(id));
  }

  /** The new one instead of the old one, or neither. */
  replace(old: string | undefined, account: Account): Promise<void> {
    return write(this.db, "accounts", (into) => {
      if (old !== undefined) into.delete(old);
      into.put(account);
    });
  }
}
