// O12: whoever has no way to recover but the mailbox of this sign-in is asked for another one, and goes on as they like.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { send } from "../support/steps.mjs";
import { secondWay } from "../support/second-way.mjs";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

for (const [place, options] of [
  ["at a desk", {}],
  ["on a phone", { viewport: PHONE }],
  ["without JavaScript", { viewport: PHONE, javaScriptEnabled: false }],
]) {
  test(`another way is offered, and can be put off, ${place}`, async () => {
    const { page, close } = await visit(browser, options);
    await secondWay(page, demo, demo.someone());
    assert.equal(await page.locator("h1").innerText(), "Gardez un autre moyen de revenir");
    await Promise.all([page.waitForEvent("load"), page.locator("main a[href^='/account/recovery-codes']").click()]);
    assert.match(await page.locator("main").innerText(), /Codes de secours/);
    await page.goBack();
    await Promise.all([page.waitForEvent("load"), page.locator("main a[href^='/account/contacts']").click()]);
    assert.match(await page.locator("main").innerText(), /Mes adresses mail/);
    await page.goBack();
    await send(page, "[name=csrf]");
    assert.equal(new URL(page.url()).pathname, "/account/activity", "the way goes on");
    await close();
  });
}
