/** Opens the app: store, words, company, what waits, and the first screen. Composition only. */
import { readCompany } from "./company";
import { drawView } from "./frame";
import { firstScreen } from "./first-screen";
import { Guard } from "./lock/guard";
import { tellLock } from "./lock/tell";
import { Navigator } from "./navigator";
import { announcedKeys } from "./pinned";
import { isAllowed, subscribe } from "./push/subscribe";
import { tellAll } from "./push/renew";
import { Server } from "./protocol/server";
import { Requests } from "./requests/requests";
import { locked } from "./screens/lock";
import { noStore } from "./screens/no-store";
import { startWorker } from "./start-worker";
import { Accounts } from "./store/accounts";
import { open } from "./store/db";
import { Settings } from "./store/settings";
import { lookAround } from "./surroundings";
import { Clock } from "./totp/clock";
import { keepOffer } from "./view/install-prompt";
import type { App } from "./view/screen";
import { choose, sayIn, type Tag } from "./words";

async function start(): Promise<void> {
  keepOffer();
  const company = await readCompany();
  let db: IDBDatabase;
  try {
    db = await open();
  } catch {
    return noStore(sayIn(choose(undefined, navigator.languages)));
  }
  const [accounts, settings] = [new Accounts(db), new Settings(db)];
  const clock = new Clock((await settings.get("clock")) ?? 0);
  const server = new Server(`${location.origin}/vap/v1`, clock);
  const guard = new Guard(settings, await settings.get("lock"));
  const asked = [...navigator.languages, company.languages];
  const tag = choose(await settings.get("language"), asked);
  const requests: Requests = new Requests(
    server,
    clock,
    () => accounts.own(),
    async (account) => {
      await accounts.remove(account.id);
      app.revoked.push(account.label);
    },
    (account) => announcedKeys(server, accounts, account),
  );
  const app: App = {
    ...{ say: sayIn(tag), tag, company, server, accounts, settings, clock, requests, guard },
    ...{ around: lookAround(), revoked: [] },
    go: (screen) => screens.go(screen),
    instead: (screen) => screens.instead(screen),
    back: () => screens.back(),
    home: () => screens.home(),
    speak: async (next: Tag) => {
      [app.tag, app.say] = [next, sayIn(next)];
      await settings.set("language", next);
      await screens.render();
    },
  };
  const gate = () => (guard.isLocked ? locked(() => screens.render()) : undefined);
  const { base, above } = await firstScreen(app);
  const screens = new Navigator(app, (view, isFirst) => drawView(app, view, isFirst), base, gate);
  await screens.home();
  if (above) await screens.go(above);
  watchSight(app, screens);
  requests.listen(() => remember(app));
  await startWorker(() => requests.restart());
  await requests.restart();
  for (const account of await accounts.own()) await announcedKeys(server, accounts, account);
  await tellLock(server, accounts, guard.lockOfPhone);
  await renewPush(app);
}

/** Out of sight nothing is asked; back in sight everything is asked anew (P1). */
function watchSight({ guard, requests }: App, screens: Navigator): void {
  document.addEventListener("visibilitychange", () => {
    const now = Date.now();
    if (document.visibilityState === "hidden") {
      guard.hidden(now);
      return requests.stop();
    }
    guard.shown(now);
    if (guard.isLocked) void screens.render();
    void requests.restart();
  });
}

function remember({ clock, settings, requests }: App): void {
  void settings.set("clock", clock.correction);
  const count = requests.list().length;
  void (count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.())?.catch(() => undefined);
}

async function renewPush({ server, accounts }: App): Promise<void> {
  const vapid = (await accounts.own()).find((account) => account.vapid)?.vapid;
  if (!vapid || !isAllowed()) return;
  const push = await subscribe(vapid);
  if (typeof push !== "string") await tellAll(server, accounts, push);
}

void start();
