/**
 * The service worker: keeps the shell for moments without a network, and wakes the owner when a request waits. It signs
 * the question "what waits?" and nothing else: an approval needs eyes, a number and the open app.
 */
import { waiting } from "./protocol/answer";
import { Server } from "./protocol/server";
import { tellAll } from "./push/renew";
import { spelled } from "./push/spelled";
import { Accounts, type OwnAccount } from "./store/accounts";
import { open } from "./store/db";
import { Settings } from "./store/settings";
import { Clock } from "./totp/clock";
import { decode } from "./protocol/base64url";
import { choose, sayIn } from "./words";

declare const self: ServiceWorkerGlobalScope;
/** Written by the build: what the shell is made of, and a name that changes with it. */
declare const FILES: string[];
declare const VERSION: string;

const SHELL = `shell-${VERSION}`;
/** What the company may change at any time: shown from here, renewed behind. */
const LIVE = "live";
const LIVE_FILES = ["/company.json", "/style.css", "/manifest.webmanifest", "/icon-192.png"];

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const answer = answerFor(event);
  if (answer) event.respondWith(answer);
});
self.addEventListener("message", (event) => {
  if ((event.data as { type?: string } | null)?.type === "take over") void self.skipWaiting();
});
self.addEventListener("push", (event) => event.waitUntil(woken(event.data)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show());
});
self.addEventListener("pushsubscriptionchange", (event) => (event as ExtendableEvent).waitUntil(subscribeAgain()));

async function install(): Promise<void> {
  await (await caches.open(SHELL)).addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
  await (await caches.open(LIVE)).addAll(LIVE_FILES);
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name !== SHELL && name !== LIVE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Only our own files; what the server must answer is left alone. */
function answerFor({ request }: FetchEvent): Promise<Response> | undefined {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return undefined;
  const isEntry = pathname === "/" || pathname === "/e";
  if (request.mode === "navigate") return isEntry ? kept("/", request) : undefined;
  if (FILES.includes(pathname)) return kept(pathname, request);
  return LIVE_FILES.includes(pathname) ? renewed(request) : undefined;
}

async function kept(file: string, request: Request): Promise<Response> {
  return (await (await caches.open(SHELL)).match(file)) ?? fetch(request);
}

async function renewed(request: Request): Promise<Response> {
  const live = await caches.open(LIVE);
  const fresh = fetch(request).then(async (response) => {
    if (response.ok) await live.put(request, response.clone());
    return response;
  });
  const before = await live.match(request, { ignoreVary: true });
  if (!before) return fresh;
  fresh.catch(() => undefined);
  return before;
}

/** Something must be shown for every push, or browsers stop delivering them (P1). */
async function woken(data: PushMessageData | null): Promise<void> {
  const windows = await self.clients.matchAll({ type: "window" });
  for (const window of windows) window.postMessage({ type: "check" });
  const isSeen = windows.some((window) => window.visibilityState === "visible");
  const db = await open();
  const say = sayIn(choose(await new Settings(db).get("language"), self.navigator.languages));
  const [account, id] = await firstWaiting(db).catch(() => [undefined, undefined]);
  const title = account ? say("notice-title-company", { company: account.company }) : say("notice-title");
  // No number, no client, no place: a lock screen is read by others (PU6).
  await self.registration.showNotification(title, {
    body: say("notice-body"),
    tag: id ?? tagOf(data),
    icon: "/icon-192.png",
    silent: isSeen,
  });
}

/** The first request that really waits, as the server signed it. */
async function firstWaiting(db: IDBDatabase): Promise<[OwnAccount, string] | [undefined, undefined]> {
  const clock = new Clock((await new Settings(db).get("clock")) ?? 0);
  const server = new Server(`${self.location.origin}/vap/v1`, clock);
  for (const account of await new Accounts(db).own()) {
    const { challenges } = await waiting(server, account, () => clock.now(), { wait: false });
    const newest = challenges.at(-1);
    if (newest) return [account, newest.id];
  }
  return [undefined, undefined];
}

function tagOf(data: PushMessageData | null): string {
  try {
    const said = data?.json() as { c?: unknown };
    return typeof said?.c === "string" ? said.c : "request";
  } catch {
    return "request";
  }
}

async function show(): Promise<void> {
  const [window] = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!window) return void (await self.clients.openWindow("/"));
  window.postMessage({ type: "check" });
  await window.focus();
}

async function subscribeAgain(): Promise<void> {
  const accounts = new Accounts(await open());
  const vapid = (await accounts.own()).find((account) => account.vapid)?.vapid;
  if (!vapid) return;
  const options = { userVisibleOnly: true, applicationServerKey: decode(vapid) };
  const push = spelled(await self.registration.pushManager.subscribe(options));
  if (push) await tellAll(new Server(`${self.location.origin}/vap/v1`, new Clock()), accounts, push);
}
