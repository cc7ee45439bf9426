// A phone with the authenticator on it: the bundle behind a server that speaks the protocol, in a phone-sized profile.
// It does not know which journey is walked.

import { startServer } from "../../authenticator/tests/mock/server.mjs";
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

/** A phone that has never seen the app; `options` go to the browser's context. */
export async function newPhone({ server, browser }, options = {}) {
  const phone = await visit(browser, { viewport: SIZE, userAgent: ANDROID, hasTouch: true, ...options });
  await bringAxe(phone.context);
  const open = (path = "/") => phone.page.goto(server.origin + path);
  return Object.assign(phone, { open, tap: (name) => phone.page.getByRole("button", { name, exact: true }).click() });
}

/** Past the install page, to the first welcome. */
export async function begin(phone) {
  await phone.open();
  await phone.tap("Continuer sans installer");
  await phone.page.getByRole("heading", { name: "Bienvenue" }).waitFor();
}

/** An account by the code typed by hand, through the seed's own words; ends on the home screen. */
export async function addByCode(phone, server, options = {}) {
  const enrolment = server.vap.enrolment(options);
  await phone.tap("Ajouter un compte");
  await phone.page.getByRole("button", { name: /^Organisation/ }).click();
  await phone.page.getByRole("button", { name: /^Ajouter un compte depuis un nouvel appareil/ }).click();
  await phone.tap("Saisir le code");
  await phone.page.getByLabel("Code affiché sur l’autre écran").fill(enrolment.code);
  await phone.tap("Ajouter");
  await phone.tap("Ajouter ce compte");
  await afterPush(phone);
  await phone.page.getByRole("heading", { name: "Compte ajouté" }).waitFor();
  await phone.tap("Terminé");
  await phone.page.getByRole("heading", { name: "Mes comptes" }).waitFor();
  return enrolment.phone;
}

/** The question about notifications stands in the way once; these phones say "later". */
export async function afterPush(phone) {
  const added = phone.page.getByRole("heading", { name: "Compte ajouté" });
  const asked = phone.page.getByRole("heading", { name: "Recevoir les demandes" });
  await added.or(asked).waitFor();
  if (await asked.isVisible()) await phone.tap("Plus tard");
}
