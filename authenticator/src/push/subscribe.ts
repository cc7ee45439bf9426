/**
 * Asks the browser for an address at which the server can wake us. Some browsers never answer where their push service
 * cannot be reached, so we stop waiting by ourselves; without push, polling and codes do everything (V2, P1).
 */
import { decode, encode } from "../protocol/base64url";
import type { Subscription } from "../protocol/enrol";
import { spelled } from "./spelled";

export type Refused = "refused" | "slow" | "unsupported";

/** Milliseconds. */
const PATIENCE = 8_000;

export function canPush(): boolean {
  return "Notification" in globalThis && "serviceWorker" in navigator && "PushManager" in globalThis;
}

export function isAllowed(): boolean {
  return canPush() && Notification.permission === "granted";
}

/** Asks the person first, so it must be called from a tap (P1). */
export async function askAndSubscribe(vapid: string): Promise<Subscription | Refused> {
  if (!canPush()) return "unsupported";
  if ((await Notification.requestPermission()) !== "granted") return "refused";
  return subscribe(vapid);
}

/** Without a question to anybody: for an app that was allowed before. */
export async function subscribe(vapid: string): Promise<Subscription | Refused> {
  if (!isAllowed()) return "refused";
  const late = new Promise<"slow">((resolve) => setTimeout(() => resolve("slow"), PATIENCE));
  return Promise.race([late, subscribed(vapid)]);
}

async function subscribed(vapid: string): Promise<Subscription | Refused> {
  try {
    const { pushManager } = await navigator.serviceWorker.ready;
    const options = { userVisibleOnly: true, applicationServerKey: decode(vapid) };
    const before = await pushManager.getSubscription();
    const key = before?.options.applicationServerKey;
    // Another key: the server was set up anew, and this address would refuse its messages.
    if (before && key && encode(new Uint8Array(key)) !== vapid) await before.unsubscribe();
    return spelled(await pushManager.subscribe(options)) ?? "unsupported";
  } catch {
    return "slow";
  }
}
