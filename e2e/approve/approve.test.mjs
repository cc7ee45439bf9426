// A phone comes to the account by the QR code on the screen, and approves sign-ins by the number on the page: by itself in the
// light and in the dark, by the button without JavaScript.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { newPhone } from "../support/device-command.mjs";
import { isAt, openPortal, signIn } from "../support/steps.mjs";
import { scan } from "../support/telephone.mjs";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

async function press(page, decision) {
  await Promise.all([page.waitForEvent("load"), page.locator(`button[value=${decision}]`).first().click()]);
}

/** Nobody presses anything: the page itself goes on to this heading. */
function becomes(page, heading) {
  return page.locator("h1", { hasText: heading }).waitFor({ timeout: 10_000 });
}

/** From « Sécurité de mon compte » to a phone that counts; gives the phone. */
async function addPhone(page, person) {
  await page.goto(demo.at("/sign-in"));
  await signIn(page, person);
  await page.goto(demo.at("/account/security/new"));
  await page.locator("[name=kind][value=push]").check();
  await press(page, "choose");
  await page.locator("#telephone-iphone").check();
  await press(page, "phone");
  await press(page, "next");
  const link = await scan(page);
  assert.equal(link.href, await page.locator("main a[href*='/e#']").getAttribute("href"), "for the same phone, too");
  const phone = await newPhone();
  await phone.enrol(link.href);
  await becomes(page, "Méthode ajoutée");
  await press(page, "finish");
  assert.ok((await page.locator("main").innerText()).includes("iPhone de la cuisine"));
  return phone;
}

async function asked(visited, person) {
  await openPortal(visited.page, demo.portals[0]);
  await signIn(visited.page, person);
  await becomes(visited.page, "Validez sur votre téléphone");
  return (await visited.page.locator(".number").innerText()).trim();
}

for (const colorScheme of ["light", "dark"]) {
  test(`${colorScheme}: the pages go on by themselves once the phone has come, and once it has approved`, async () => {
    const person = demo.someone();
    const home = await visit(browser, { colorScheme, viewport: DESKTOP });
    const phone = await addPhone(home.page, person);
    const away = await visit(browser, { colorScheme, viewport: PHONE });
    const number = await asked(away, person);
    assert.match(number, /^\d\d$/);
    const overflow = await away.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    await demo.restart();
    await away.page.reload();
    assert.equal((await away.page.locator(".number").innerText()).trim(), number, "a restart and a reload ask nothing new");
    await phone.approve(number);
    await away.page.waitForURL((url) => url.href.startsWith(demo.portals[0].url), { timeout: 10_000 });
    assert.deepEqual([...home.complaints, ...away.complaints], []);
    await Promise.all([home.close(), away.close(), phone.remove()]);
  });
}

test("without JavaScript the button goes on, and a refusal offers another request or another way", async () => {
  const person = demo.someone();
  const home = await visit(browser, { viewport: DESKTOP });
  const phone = await addPhone(home.page, person);
  const away = await visit(browser, { viewport: PHONE, javaScriptEnabled: false });
  await asked(away, person);
  await press(away.page, "check");
  await becomes(away.page, "Validez sur votre téléphone");
  await phone.deny();
  await press(away.page, "check");
  await becomes(away.page, "La demande a été refusée sur votre téléphone");
  await press(away.page, "again");
  const number = (await away.page.locator(".number").innerText()).trim();
  await phone.approve(number);
  await press(away.page, "check");
  assert.ok(isAt(away.page, demo.portals[0].url), `the portal opens: ${away.page.url()}`);
  await Promise.all([home.close(), away.close(), phone.remove()]);
});
