/** A1: what to touch so that the app stands on the home screen, on this very kind of phone. */
import { el } from "../view/el";
import { buttons, h1, lead, note, primary, quiet } from "../view/parts";
import type { App, Screen } from "../view/screen";
import { canPrompt, prompt } from "../view/install-prompt";
import { copyButton } from "../view/copy";
import { languages } from "./languages";
import { glyph } from "../view/glyphs";

/** `code`: a set-up code that came by link, carried into the installed app by hand (P2: nothing else is shared). */
export const install =
  (on: Screen, code?: string): Screen =>
  (app) => {
    const { say, around } = app;
    // On an iPhone the tab and the icon keep separate stores: going on here would make a key that the app cannot see.
    const mayGoOn = around.platform !== "ios" || code === undefined;
    // The browser's offer may come after this screen.
    const offered = () => void app.instead(install(on, code));
    addEventListener("beforeinstallprompt", offered, { once: true });
    return {
      title: say("install-title", { app: app.company.name }),
      leave: () => removeEventListener("beforeinstallprompt", offered),
      body: [
        h1(say("install-title", { app: app.company.name })),
        lead(say("install-lead")),
        ...warnings(app),
        ...(code === undefined ? [] : [waitingCode(app, code)]),
        ...steps(app),
        buttons(mayGoOn && quiet(say("install-continue"), () => app.instead(on))),
        languages(app),
      ],
    };
  };

function warnings(app: App): HTMLElement[] {
  const { say, around } = app;
  const browser = around.platform === "ios" ? "Safari" : "Chrome";
  return [
    ...(around.inApp ? [note("warn", undefined, say("install-in-app", { browser }))] : []),
    ...(around.tooOld ? [note("warn", undefined, say("install-too-old"))] : []),
  ];
}

function waitingCode(app: App, code: string): HTMLElement {
  const { say } = app;
  const copy = copyButton(say("install-code-copy"), say("install-copied"), () => code);
  return note("ok", say("install-code-title"), say("install-code-text"), copy);
}

function steps(app: App): HTMLElement[] {
  const { say, around } = app;
  if (around.platform === "desktop") {
    return [el("p", {}, say("install-desktop")), el("p", { class: "address" }, location.host)];
  }
  if (around.platform === "android" && canPrompt()) return [buttons(primary(say("install-button"), prompt))];
  const step = (picture: SVGElement, text: string) => el("li", {}, picture, el("span", {}, text));
  if (around.platform === "android") {
    const pictures = [glyph("dots"), glyph("plus"), glyph("arch")] as const;
    const texts = [say("install-android-1"), say("install-android-2"), say("install-android-3")] as const;
    return [el("ol", { class: "pictured" }, ...texts.map((text, at) => step(pictures[at] ?? glyph("arch"), text)))];
  }
  return [
    el(
      "ol",
      { class: "pictured" },
      step(glyph("share"), say("install-ios-1")),
      step(glyph("plus"), say("install-ios-2")),
      step(glyph("arch"), say("install-ios-3")),
    ),
    el("p", { class: "hint" }, say("install-ios-missing")),
  ];
}
