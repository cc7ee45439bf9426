/** IndexedDB as promises. It does not know what is kept. */

const NAME = "vestibule";
const STORES = ["accounts", "settings"] as const;
export type StoreName = (typeof STORES)[number];

export function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("accounts", { keyPath: "id" });
      request.result.createObjectStore("settings");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no database"));
    request.onblocked = () => reject(new Error("the database is blocked"));
  });
}

export async function read<T>(db: IDBDatabase, store: StoreName, ask: (from: IDBObjectStore) => IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = ask(db.transaction(store, "readonly").objectStore(store));
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error ?? new Error("not read"));
  });
}

/** Resolves when the change is on the disk, not when it was asked for: a key that is lost is a phone that is lost. */
export function write(db: IDBDatabase, store: StoreName, change: (into: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("not written"));
    change(transaction.objectStore(store));
  });
}
