// A phone with the authenticator on it: the bundle behind a server that speaks the protocol, in a phone-sized profile.
// It does not know which journey is walked.

import { startServer } from "../../authenticator/tests/mock/server.mjs";
import { appWords } from "./app-words.mjs";
import { bringAxe } from "./axe.mjs";
import { launch, visit } from "./browser.mjs";

export const SIZE = { width: 390, height: 844 };
const ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36";

/** Server and browser for one file of walks. */
export async function startPhones(args = []) {
  const server = await startServer();
  const browser = await launch(args);
  return { server, browser, stop: async () => (await browser.close(), await server.stop()) };
}

const WORDS = await appWords();

/** A phone that has never seen the app; `options` go to the browser's context. `say` has the app's words in its language. */
export async function newPhone({ server, browser }, options = {}) {
  const say = WORDS[{ "fr-CA": "fr-CA", en: "en" }[options.locale] ?? "fr"];
  const phone = await visit(browser, { viewport: SIZE, userAgent: ANDROID, hasTouch: true, ...options });
  await bringAxe(phone.context);
  const open = (path = "/") => phone.page.goto(server.origin + path);
  const tap = (name) => phone.page.getByRole("button", { name, exact: true }).click();
  return Object.assign(phone, { open, tap, say });
}

/** Past the install page, to the first welcome. */
export async function begin(phone) {
  await phone.open();
  await phone.tap(phone.say("install-continue"));
  await titled(phone, "welcome-title").waitFor();
}

/** From home or welcome to « Numérisez le code QR », through the seed's own words. */
export async function toTheScanner({ page, tap, say }) {
  await tap(say("home-add"));
  await page.getByRole("button", { name: say("kind-organisation") }).click();
  await page.getByRole("button", { name: say("how-new") }).click();
}

/** An account by the code typed by hand; ends on the home screen. */
export async function addByCode(phone, server, options = {}) {
  const { page, tap, say } = phone;
  const enrolment = server.vap.enrolment(options);
  await toTheScanner(phone);
  await tap(say("scan-type"));
  await page.getByLabel(say("type-label")).fill(enrolment.code);
  await tap(say("type-add"));
  await finish(phone);
  return enrolment.phone;
}

/** « Ajouter ce compte ? » to « Mes comptes ». */
export async function finish(phone) {
  const { tap, say } = phone;
  await titled(phone, "confirm-title").waitFor();
  await tap(say("confirm-add"));
  await afterPush(phone);
  await titled(phone, "added-title").waitFor();
  await tap(say("added-done"));
  await titled(phone, "home-title").waitFor();
}

/** The question about notifications stands in the way once; these phones say "later". */
export async function afterPush(phone) {
  const [added, asked] = [titled(phone, "added-title"), titled(phone, "push-title")];
  await added.or(asked).waitFor();
  if (await asked.isVisible()) await phone.tap(phone.say("push-later"));
}

function titled({ page, say }, key) {
  return page.getByRole("heading", { name: say(key), level: 1 });
}
