// C3: several people in one browser, each kept by a cookie of their own, at a desk and on a phone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { afterRestart, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { asksForPassword, send, signIn, signOut } from "../support/steps.mjs";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

const WIDTHS = [["a desk", 1280], ["a phone", 390]];

for (const [place, width] of WIDTHS) {
  test(`on ${place}, a second person takes no one's place and each comes back without a password`, async () => {
    const [first, second] = [demo.someone(), demo.someone()];
    const opened = await visit(browser, { viewport: { width, height: 800 } });
    await opened.page.goto(demo.at("/sign-in"));
    await signIn(opened.page, first, { remember: true, keep: true });
    await opened.page.goto(demo.at("/sign-in?other=person"));
    await signIn(opened.page, second, { remember: true, keep: true });

    const { page, close } = await afterRestart(browser, opened);
    await page.goto(demo.at("/account"));
    assert.equal(await page.locator("[name=person]").count(), 3, "two people, and another one");
    await page.locator("label", { hasText: first.identifier }).locator("input").check();
    await send(page, "[name=person]");
    assert.match(await page.locator("main").innerText(), new RegExp(escaped(first.identifier)));

    await signOut(page, demo);
    await page.goto(demo.at("/account"));
    await page.locator("label", { hasText: second.identifier }).locator("input").check();
    await send(page, "[name=person]");
    assert.ok(!(await asksForPassword(page)), "the other one stays signed in");
    assert.match(await page.locator("main").innerText(), new RegExp(escaped(second.identifier)));
    await close();
  });
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
