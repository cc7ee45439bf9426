/** Registers the service worker: the shell offline, the wake-up. Without it the app still works with a network. */

interface Policy {
  createScriptURL: (url: string) => unknown;
}
interface PolicyFactory {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => Policy;
}

const WORKER = "/sw.js";

export async function startWorker(woken: () => void): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener("message", (event) => {
    if ((event.data as { type?: string } | null)?.type === "check") woken();
  });
  try {
    const registration = await serviceWorker.register(trusted(WORKER) as string);
    replaceWhenHidden(registration);
    await closeNotices();
  } catch {
    // Private windows refuse workers.
  }
}

/** The one script address that the app may ever load by hand (Trusted Types). */
function trusted(url: string): unknown {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  const only = (asked: string) => {
    if (asked !== WORKER) throw new TypeError("not ours");
    return asked;
  };
  return factory ? factory.createPolicy("vestibule", { createScriptURL: only }).createScriptURL(url) : url;
}

/** A new version takes over when nobody looks, so that it never changes under a thumb. */
function replaceWhenHidden(registration: ServiceWorkerRegistration): void {
  let replaced = false;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") return void closeNotices();
    registration.waiting?.postMessage({ type: "take over" });
    replaced = registration.waiting !== null;
  });
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (replaced && document.visibilityState === "hidden") location.reload();
  });
}

/** Who opened the app sees what waits; the notices have done their work. */
async function closeNotices(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  for (const notice of (await registration?.getNotifications?.()) ?? []) notice.close();
}
