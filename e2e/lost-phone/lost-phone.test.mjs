// A telephone is lost: blocked from the sign-in page with identifier and password, in the light and in the dark, on a desktop and
// on a phone without JavaScript; a recovery code signs in, and the telephone that was found serves again.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { addPhone, becomes, press } from "../support/add-phone.mjs";
import { DESKTOP, PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { signIn } from "../support/steps.mjs";

// Pictures to look at, where a folder for them is named.
const PICTURES = process.env.VESTIBULE_PICTURES;

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
  if (PICTURES) await mkdir(PICTURES, { recursive: true });
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

async function picture(page, name) {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

async function follow(page, text) {
  await Promise.all([page.waitForEvent("load"), page.getByText(text, { exact: true }).first().click()]);
}

async function printedCode(page) {
  await page.goto(demo.at("/account/recovery-codes"));
  const form = page.locator("form[action='/account/recovery-codes']");
  await Promise.all([page.waitForEvent("load"), form.locator("button").click()]);
  return (await page.locator(".codes code").allTextContents())[0];
}

const WAYS = [
  { name: "light-1280", colorScheme: "light", viewport: DESKTOP },
  { name: "dark-390", colorScheme: "dark", viewport: { width: 390, height: 844 } },
  { name: "plain-320", viewport: PHONE, javaScriptEnabled: false },
];

for (const { name, ...options } of WAYS) {
  test(`${name}: from the sign-in page to a blocked phone, a recovery code, and a phone that is found too soon`, async () => {
    const person = demo.someone();
    const home = await visit(browser, { viewport: DESKTOP });
    const phone = await addPhone(home.page, demo, person);
    const code = await printedCode(home.page);
    const away = await visit(browser, options);
    const { page } = away;
    await page.goto(demo.at("/sign-in"));
    await picture(page, `${name}-0-sign-in`);
    await follow(page, "Téléphone perdu ou volé");
    await picture(page, `${name}-1-start`);
    await follow(page, "Bloquer ce téléphone");
    await picture(page, `${name}-2-who`);
    await signIn(page, person);
    await becomes(page, "Téléphone perdu ou volé");
    assert.ok(await page.locator("#loss-0").isChecked(), "the only phone comes ticked");
    await picture(page, `${name}-3-block`);
    await press(page, "block");
    await becomes(page, "Ce téléphone est bloqué");
    await picture(page, `${name}-4-blocked`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    await assert.rejects(phone.pending(), /suspended|blocked/i, "the phone is told at once");
    await press(page, "printed");
    await page.locator("[name=recovery_code]").fill(code);
    await press(page, "printed_code");
    await page.goto(demo.at("/account/security"));
    await picture(page, `${name}-5-security`);
    const found = page.locator("form[action='/account/security/found'] button");
    await Promise.all([page.waitForEvent("load"), found.click()]);
    await page.getByText("Ce changement doit attendre").waitFor();
    await picture(page, `${name}-6-waits`);
    await assert.rejects(phone.pending(), "paper gives it back a day later (RE6)");
    assert.deepEqual([...home.complaints, ...away.complaints], []);
    await Promise.all([home.close(), away.close(), phone.remove()]);
  });
}

test("whoever is signed in blocks from the account, and a notice says so in their words", async () => {
  const person = demo.someone();
  const home = await visit(browser, { viewport: { width: 390, height: 844 } });
  const phone = await addPhone(home.page, demo, person);
  await home.page.goto(demo.at("/account/security"));
  await follow(home.page, "Téléphone perdu ou volé");
  await picture(home.page, "own-390-1-block");
  await press(home.page, "block");
  await picture(home.page, "own-390-2-blocked");
  assert.ok((await home.page.locator("[role=status]").first().innerText()).includes("C’est bloqué"));
  await assert.rejects(phone.pending());
  await Promise.all([home.close(), phone.remove()]);
});
