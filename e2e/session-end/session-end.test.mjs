// C35, R33, R35: the dialog comes in time, one press keeps the session, tabs agree, and without the script the hour is written.
// The page's clock is turned; what the server would say then is said for it. The POST that keeps the session is real.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringAxe, violations } from "../support/axe.mjs";
import { PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { signIn } from "../support/steps.mjs";

const DIALOG = "dialog#ending";
const SOON = { seconds: 149, can_stay: true, title: "Vous avez besoin de plus de temps ?", text: "Sans réponse, vous serez déconnecté à 14 h 35." };
const LAST = { seconds: 149, can_stay: false, title: "Votre connexion prend bientôt fin", text: "Elle s’arrête à 14 h 35." };

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

/** Somebody on a page of the account, who stays signed in for this visit only. */
async function signedIn(options) {
  const device = await visit(browser, options);
  await device.page.goto(demo.at("/sign-in"));
  await signIn(device.page, demo.someone(), { keep: false });
  return device;
}

/** Opens a page of the account, and lets 27 minutes and a half pass; the server answers `left` once, then for itself. */
async function lateIn(context, left, path = "/account/password") {
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(demo.at(path));
  let said = false;
  await page.route("**/session/left**", (route) => {
    const stale = !said && left;
    said = true;
    return stale ? route.fulfill({ json: left }) : route.continue();
  });
  page.pass = () => page.clock.fastForward("27:31");
  return page;
}

test("one press keeps the session, what was typed stays, and the focus comes back", async () => {
  const { context, complaints, close } = await signedIn();
  const page = await lateIn(context, SOON);
  await page.locator("[name=password]").fill("à demi");
  await page.pass();
  await page.locator(DIALOG).waitFor();
  assert.match(await page.locator(DIALOG).innerText(), /14 h 35/u);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Rester connecté");
  const posted = page.waitForRequest((request) => request.url().endsWith("/session/stay"));
  await page.keyboard.press("Enter");
  assert.match((await posted).postData(), /^csrf=./u);
  await page.locator(DIALOG).waitFor({ state: "hidden" });
  assert.equal(await page.locator("[name=password]").inputValue(), "à demi");
  assert.equal(await page.evaluate(() => document.activeElement.name), "password");
  assert.deepEqual(complaints, []);
  await close();
});

test("Escape is a sign of life too", async () => {
  const { context, close } = await signedIn();
  const page = await lateIn(context, SOON);
  await page.pass();
  await page.locator(DIALOG).waitFor();
  const posted = page.waitForRequest((request) => request.url().endsWith("/session/stay"));
  await page.keyboard.press("Escape");
  assert.match((await posted).postData(), /^csrf=./u);
  await close();
});

test("a page says nothing while another tab kept the session alive", async () => {
  const { context, close } = await signedIn();
  const page = await lateIn(context, undefined);
  const asked = page.waitForResponse((answer) => answer.url().includes("/session/left"));
  await page.pass();
  await asked;
  assert.equal(await page.locator(DIALOG).isVisible(), false);
  await close();
});

test("two tabs agree: an answer in one closes the other", async () => {
  const { context, close } = await signedIn();
  const [first, second] = [await lateIn(context, SOON), await lateIn(context, SOON, "/account")];
  // One clock for the whole browser.
  await first.pass();
  await first.locator(DIALOG).waitFor();
  await second.locator(DIALOG).waitFor();
  await second.getByRole("button", { name: "Rester connecté" }).click();
  await first.locator(DIALOG).waitFor({ state: "hidden" });
  await second.locator(DIALOG).waitFor({ state: "hidden" });
  await close();
});

test("the absolute end cannot be moved: it is told, and understood", async () => {
  const { context, close } = await signedIn();
  const page = await lateIn(context, LAST);
  await page.pass();
  await page.locator(DIALOG).waitFor();
  assert.equal(await page.getByRole("button", { name: "Rester connecté" }).isVisible(), false);
  await page.getByRole("button", { name: "J’ai compris" }).click();
  await page.locator(DIALOG).waitFor({ state: "hidden" });
  await close();
});

test("an ended session leads to the sign-in, which leads back", async () => {
  const { context, close } = await signedIn();
  const page = await lateIn(context, { seconds: 0 }, "/account/devices");
  await context.clearCookies({ name: /session/u });
  await Promise.all([page.waitForURL("**/sign-in?visit=**"), page.pass()]);
  await close();
});

test("« Me déconnecter » signs out from the dialog", async () => {
  const { context, close } = await signedIn();
  const page = await lateIn(context, SOON);
  await page.pass();
  await page.locator(DIALOG).getByRole("button", { name: "Me déconnecter" }).click();
  await page.waitForURL("**/sign-out?done=1");
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`the dialog can be read by all, on a phone, in ${colorScheme}`, async () => {
    const { context, close } = await signedIn({ viewport: PHONE, colorScheme, bypassCSP: true });
    await bringAxe(context);
    const page = await lateIn(context, SOON);
    await page.pass();
    await page.locator(DIALOG).waitFor();
    assert.deepEqual(await violations(page, {}), []);
    await close();
  });
}

test("without the script the hour is written, and a link is a sign of life", async () => {
  const { page, close } = await signedIn({ javaScriptEnabled: false });
  await page.goto(demo.at("/account/devices"));
  assert.equal(await page.locator(DIALOG).isVisible(), false);
  assert.match(await page.locator(".ending").innerText(), /déconnecté à \d+\sh\s\d\d/u);
  await page.getByRole("link", { name: "Rester connecté" }).click();
  assert.equal(new URL(page.url()).pathname, "/account/devices");
  await close();
});
