// Every screen: axe without a finding, 320 pixels without a scroll, targets for thumbs, words for those who do not see.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "../support/axe.mjs";
import { addByCode, newPhone, startPhones } from "../support/phone.mjs";

let phones;
before(async () => (phones = await startPhones()));
after(() => phones?.stop());

const MODES = [
  { locale: "fr-FR", colorScheme: "light", viewport: { width: 390, height: 844 } },
  { locale: "fr-FR", colorScheme: "dark", viewport: { width: 320, height: 640 } },
  { locale: "fr-CA", colorScheme: "light", viewport: { width: 320, height: 640 } },
  { locale: "en", colorScheme: "dark", viewport: { width: 390, height: 844 } },
  { locale: "fr-FR", colorScheme: "light", forcedColors: "active", reducedMotion: "reduce", viewport: { width: 320, height: 256 } },
];

for (const mode of MODES) {
  const { locale, colorScheme, forcedColors, viewport } = mode;
  const name = [locale, colorScheme, forcedColors && "forced colours", `${viewport.width} x ${viewport.height}`].filter(Boolean).join(", ");
  test(`every screen can be used by everybody: ${name}`, async () => {
    const phone = await newPhone(phones, mode);
    await walk(phone, (screen) => check(phone, screen));
    assert.deepEqual(phone.complaints, []);
    await phone.close();
  });
}

async function check({ page }, screen) {
  assert.deepEqual(await violations(page), [], screen);
  const found = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - innerWidth,
    small: [...document.querySelectorAll("button, input:not([type=file]), a[href]")]
      .filter((one) => one.getClientRects().length > 0 && !one.closest(".skip, .support") && !one.classList.contains("skip"))
      .filter((one) => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < 24)
      .map((one) => one.outerHTML.slice(0, 80)),
    title: document.title,
    headings: document.querySelectorAll("h1").length,
  }));
  assert.ok(found.wide <= 0, `${screen} is ${found.wide} px too wide`);
  assert.deepEqual(found.small, [], screen);
  assert.equal(found.headings, 1, screen);
  assert.match(found.title, / - Lumen$/, screen);
}

/** Through the app as a person would, stopping at each screen. */
async function walk(phone, stop) {
  await first(phone, stop);
  const enrolled = await added(phone, stop);
  await requests(phone, enrolled, stop);
  await settings(phone, stop);
  await lockedAndLost(phone, stop);
}

const at = ({ page, say }, key, values) => page.getByRole("heading", { name: say(key, values), level: 1 }).waitFor();
const row = ({ page, say }, key) => page.getByRole("button", { name: say(key) }).first().click();

async function first(phone, stop) {
  const { tap, say } = phone;
  await phone.open();
  await at(phone, "install-title", { app: "Lumen" });
  await stop("A1");
  await tap(say("install-continue"));
  await at(phone, "welcome-title");
  await stop("A2");
}

async function added(phone, stop) {
  const { page, tap, say } = phone;
  const hint = "marie-christine.delaforêt-duchemin•••@lumen.example";
  const enrolled = await addByCode(phone, phones.server, { hint });
  await stop("A10");
  await tap(say("home-add"));
  await at(phone, "kind-title");
  await stop("A3");
  await row(phone, "kind-organisation");
  await at(phone, "how-title");
  await stop("A4");
  await row(phone, "how-new");
  await at(phone, "scan-title");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1", "the focus goes to the new heading");
  await stop("A5");
  await tap(say("scan-open"));
  await page.getByRole("alert").waitFor();
  await stop("A5, no camera");
  await tap(say("scan-type"));
  await tap(say("type-add"));
  await page.locator(".err").getByText(say("type-empty")).waitFor();
  await stop("A6");
  const another = phones.server.vap.enrolment();
  await page.getByLabel(say("type-label")).fill(another.code);
  await tap(say("type-add"));
  await at(phone, "confirm-title");
  await stop("A7");
  await tap(say("confirm-add"));
  await at(phone, "push-title");
  await stop("A8");
  await tap(say("push-later"));
  await at(phone, "added-title");
  await stop("A9");
  await tap(say("added-done"));
  return enrolled;
}

async function requests(phone, enrolled, stop) {
  const { page, tap, say } = phone;
  const number = page.getByLabel(say("approve-number"));
  phones.server.vap.challenge(enrolled);
  await row(phone, "home-answer");
  await number.waitFor();
  await stop("A11");
  await tap(say("approve-no"));
  await at(phone, "deny-title");
  await stop("A12");
  await tap(say("deny-send"));
  await at(phone, "denied-title");
  await stop("A12, reported");
  await tap(say("result-done"));
  const tx = { id: "p", amt: "4.99", cur: "EUR", payee: "Le Journal SA", payee_id: "m", label: "Accès 24 h", line: "Livebox ••••42" };
  phones.server.vap.challenge(enrolled, { kind: "payment", mode: "enter6", number: "472913", tx });
  await row(phone, "home-answer");
  await number.fill("000000");
  await tap(say("purchase-yes"));
  await page.locator(".err").waitFor();
  await stop("A11b, refused");
  await number.fill("472913");
  await page.keyboard.press("Enter");
  await at(phone, "result-title");
  await stop("A13");
  await tap(say("result-done"));
}

async function settings(phone, stop) {
  const { page, tap, say } = phone;
  await page.locator(".code h2 button").first().click();
  await at(phone, "account-title");
  await stop("A14");
  await tap(say("account-remove"));
  await at(phone, "remove-title");
  await stop("A14, end");
  await tap(say("remove-no"));
  await tap(say("app-back"));
  await tap(say("home-settings"));
  await at(phone, "settings-title");
  await stop("settings");
  await tap(say("settings-phone"));
  await at(phone, "phone-title");
  await stop("A15");
  await tap(say("app-back"));
  await tap(say("settings-know"));
  await at(phone, "know-title");
  await stop("P7");
  await tap(say("app-back"));
}

/** Behind the phone's own lock, without a network, and after the system erased everything. */
async function lockedAndLost(phone, stop) {
  const { page, tap, say } = phone;
  const cdp = await phone.context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  await cdp.send("WebAuthn.addVirtualAuthenticator", { options });
  await page.reload();
  await at(phone, "home-title");
  await tap(say("home-settings"));
  await tap(say("settings-lock-on"));
  await page.getByText(say("settings-lock-is-on")).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await phone.context.setOffline(true);
  await page.reload();
  await at(phone, "lock-title");
  await stop("A16");
  await tap(say("lock-button"));
  await at(phone, "home-title");
  await page.getByText(say("home-offline"), { exact: true }).waitFor();
  await stop("A10, offline");
  await phone.context.setOffline(false);
  await phone.open("/company.json");
  await page.evaluate(
    () => new Promise((resolve, reject) => Object.assign(indexedDB.deleteDatabase("vestibule"), { onsuccess: resolve, onerror: reject })),
  );
  await phone.open();
  await at(phone, "lost-title");
  await stop("A17");
}
