// The steps of the insurer's guide on a computer, in the light and in the dark, with the app of somebody else on the telephone;
// then a sign-in on another device, by phone width and without JavaScript.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { isAt, openPortal, signIn } from "../support/steps.mjs";
import { codeOf, keyOf, scan } from "../support/telephone.mjs";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

async function press(page, decision) {
  await Promise.all([page.waitForEvent("load"), page.locator(`button[value=${decision}]`).click()]);
}

async function signedIn(page, person) {
  await page.goto(demo.at("/sign-in"));
  await signIn(page, person);
}

/** From « Sécurité de mon compte » to the QR code. */
async function toTheCode(page, phone) {
  await page.goto(demo.at("/account/security"));
  await Promise.all([page.waitForEvent("load"), page.locator("a[href='/account/security/new']").click()]);
  await page.locator("[name=kind][value=totp]").check();
  await press(page, "choose");
  await page.locator(`#telephone-${phone}`).check();
  await press(page, "phone");
  await press(page, "next");
}

/** Steps 6 to 9. */
async function confirm(page, key) {
  await press(page, "next");
  const code = await codeOf(key);
  await page.locator("[name=code]").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await press(page, "code");
  assert.equal(await page.locator("h1").innerText(), "Méthode ajoutée");
  await press(page, "finish");
}

for (const colorScheme of ["light", "dark"]) {
  test(`${colorScheme}: the QR code is read from the screen, and the next device is asked for a code`, async () => {
    const person = demo.someone();
    const home = await visit(browser, { colorScheme, viewport: DESKTOP });
    await signedIn(home.page, person);
    await toTheCode(home.page, "iphone");
    const key = keyOf(await scan(home.page));
    await press(home.page, "by_hand");
    const shown = (await home.page.locator("code.key").innerText()).replaceAll(" ", "");
    assert.equal(shown, key, "C15 shows what the picture says");
    await confirm(home.page, key);
    assert.ok((await home.page.locator("main").innerText()).includes("double authentification protège"));

    const away = await visit(browser, { colorScheme, viewport: PHONE, javaScriptEnabled: false });
    await openPortal(away.page, demo.portals[0]);
    await signIn(away.page, person);
    assert.equal(await away.page.locator("h1").innerText(), "Saisissez le code à 6\u00a0chiffres");
    await away.page.locator("[name=code]").fill("12");
    await press(away.page, "code");
    assert.ok(await away.page.locator("[role=alert]").isVisible());
    await press(away.page, "other");
    await press(away.page, "choose");
    // The step that enrolled is used: the one after it is taken early.
    await away.page.locator("[name=code]").fill(await codeOf(key, 1));
    await press(away.page, "code");
    assert.ok(isAt(away.page, demo.portals[0].url), `the portal opens: ${away.page.url()}`);
    assert.deepEqual([...home.complaints, ...away.complaints], []);
    await Promise.all([home.close(), away.close()]);
  });
}

test("at phone width the code fits, and the key may be typed on the same telephone", async () => {
  const person = demo.someone();
  const { page, close } = await visit(browser, { viewport: PHONE });
  await signedIn(page, person);
  await toTheCode(page, "android");
  const key = keyOf(await scan(page));
  const link = new URL(await page.locator("a[href^='otpauth:']").getAttribute("href"));
  assert.equal(keyOf(link), key);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} pixels too wide`);
  await confirm(page, key);
  await close();
});

test("a method is named and removed, by keyboard alone", async () => {
  const person = demo.someone();
  const { page, close } = await visit(browser, {});
  await signedIn(page, person);
  await toTheCode(page, "iphone");
  await confirm(page, keyOf(await scan(page)));
  const summaries = page.locator(".devices summary");
  await summaries.nth(0).press("Enter");
  await page.locator("[name=name]").fill("Téléphone bleu");
  await Promise.all([page.waitForEvent("load"), page.locator("[name=name]").press("Enter")]);
  assert.ok((await page.locator(".devices h3").innerText()).includes("Téléphone bleu"));
  await page.locator(".devices summary").nth(1).press("Enter");
  await Promise.all([page.waitForEvent("load"), page.locator(".devices .bad-b").press("Enter")]);
  assert.equal(await page.locator(".devices > li").count(), 0);
  await close();
});
