// A phone comes to the account by the QR code on the screen, and approves sign-ins by the number on the page: by itself in the
// light and in the dark, by the button without JavaScript.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addPhone, becomes, press } from "../support/add-phone.mjs";
import { DESKTOP, PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { isAt, openPortal, signIn } from "../support/steps.mjs";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

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
    const phone = await addPhone(home.page, demo, person);
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
  const phone = await addPhone(home.page, demo, person);
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
