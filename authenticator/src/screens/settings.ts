/** Language, lock, notifications, another phone, and what is good to know. */
import { canLock } from "../lock/passkey";
import { tellLock } from "../lock/tell";
import { canPush, isAllowed } from "../push/subscribe";
import { el } from "../view/el";
import { alarm, door, doors, h1, say as show, secondary, working } from "../view/parts";
import type { App, Screen } from "../view/screen";
import { goodToKnow } from "./good-to-know";
import { install } from "./install";
import { home } from "./home";
import { languages } from "./languages";
import { newPhone } from "./new-phone";
import { notifications } from "./notifications";

export const settings: Screen = async (app) => {
  const { say } = app;
  const toInstall = !app.around.installed && app.around.platform !== "desktop";
  return {
    title: say("settings-title"),
    back: true,
    body: [
      h1(say("settings-title")),
      doors(
        door(say("settings-know"), undefined, () => app.go(goodToKnow)),
        door(say("settings-phone"), undefined, () => app.go(newPhone)),
        toInstall && door(say("settings-install"), undefined, () => app.go(install(home))),
      ),
      el("h2", {}, say("settings-push")),
      ...(await push(app)),
      el("h2", {}, say("settings-lock")),
      ...lock(app, await canLock()),
      el("h2", {}, say("settings-language")),
      languages(app),
    ],
  };
};

async function push(app: App): Promise<HTMLElement[]> {
  const { say } = app;
  if (isAllowed()) return [el("p", {}, say("settings-push-on"))];
  const account = (await app.accounts.own()).find(({ vapid }) => vapid);
  const canAsk = canPush() && Notification.permission === "default" && account;
  const text = canPush() ? say("settings-push-off") : say("push-unsupported-text");
  const on = canAsk && secondary(say("home-push-on"), () => app.go(notifications(account, settings)));
  return [el("p", {}, text), ...(on ? [on] : [])];
}

function lock(app: App, isPossible: boolean): HTMLElement[] {
  const { say, guard } = app;
  if (!isPossible && !guard.isOn) return [el("p", {}, say("settings-lock-none"))];
  const place = el("div");
  const turn = async () => {
    const turned = guard.isOn ? await guard.turnOff() : await guard.turnOn(app.company.name);
    if (turned) {
      void tellLock(app.server, app.accounts, guard.lockOfPhone);
      return app.instead(settings);
    }
    show(place, alarm(say("settings-lock-failed"), say("settings-lock-failed-text")));
  };
  const button = secondary(say(guard.isOn ? "settings-lock-off" : "settings-lock-on"), () => work());
  const work = working(button, say("app-working"), turn);
  return [el("p", {}, say(guard.isOn ? "settings-lock-is-on" : "settings-lock-text")), place, button];
}
