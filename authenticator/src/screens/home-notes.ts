/** What the owner should know before it hurts: no network, a wrong clock, no notifications, a blocked account. */
import { canPush, isAllowed } from "../push/subscribe";
import { isOwn, type Account } from "../store/accounts";
import { note, quiet } from "../view/parts";
import type { App } from "../view/screen";
import { home } from "./home";
import { notifications } from "./notifications";

export async function homeNotes(app: App, accounts: Account[]): Promise<HTMLElement[]> {
  const { say } = app;
  const health = app.requests.health();
  const notes: HTMLElement[] = [];
  for (const label of app.revoked) notes.push(note("bad", say("home-revoked"), say("home-revoked-text", { account: label })));
  for (const account of accounts.filter(({ id }) => health.suspended.includes(id))) {
    notes.push(note("bad", say("home-suspended"), say("home-suspended-text", { account: account.label })));
  }
  if (health.offline || !navigator.onLine) notes.push(note("plain", say("home-offline"), say("home-offline-text")));
  if (health.unreadable) notes.push(note("warn", say("home-update"), say("home-update-text")));
  if (app.clock.isOff) notes.push(note("warn", say("home-clock"), say("home-clock-text")));
  const woken = accounts.filter(isOwn).find((account) => account.vapid);
  if (woken && !isAllowed() && notes.length === 0) {
    const canAsk = canPush() && Notification.permission === "default";
    const on = quiet(say("home-push-on"), () => app.go(notifications(woken, home)));
    notes.push(note("plain", say("home-push"), say("home-push-text"), canAsk && on));
  }
  return notes;
}
