// R6, R7: everything is done with the keyboard alone, in reading order, with the focus always seen.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { tabTo } from "../support/focus.mjs";
import { assertOpen, openPortal } from "../support/steps.mjs";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

test("a customer signs in without touching a mouse", async () => {
  const person = demo.someone();
  const { page, complaints, close } = await visit(browser);
  await openPortal(page, demo.portals[0]);
  await tabTo(page, "[name=identifier]");
  await page.keyboard.type(person.identifier);
  await tabTo(page, "[name=password]");
  await page.keyboard.type(person.password);
  await tabTo(page, "[name=remember_identifier]");
  await page.keyboard.press("Space");
  assert.ok(await page.locator("[name=remember_identifier]").isChecked());
  await tabTo(page, "[name=keep_signed_in]");
  await tabTo(page, "form:has([name=password]) button:not([type=button])");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await assertOpen(page, demo.portals[0]);
  assert.deepEqual(complaints, []);
  await close();
});

test("the focus order is the reading order", async () => {
  const { page, close } = await visit(browser);
  await page.goto(demo.at("/sign-in"));
  const tops = await page.evaluate(() => {
    const focusable = [...document.querySelectorAll("main :is(a[href], button, input:not([type=hidden]))")];
    const shown = focusable.filter((element) => element.checkVisibility() && element.tabIndex >= 0);
    return { tops: shown.map((e) => Math.round(e.getBoundingClientRect().bottom)), forced: shown.some((e) => e.tabIndex > 0) };
  });
  assert.equal(tops.forced, false, "no element jumps the queue");
  assert.deepEqual(tops.tops, [...tops.tops].sort((a, b) => a - b));
  await close();
});

test("a refusal puts the focus on its summary, whose link leads to the field", async () => {
  const person = demo.someone();
  const { page, close } = await visit(browser);
  await page.goto(demo.at("/sign-in"));
  await page.locator("[name=identifier]").fill(person.identifier);
  await page.locator("[name=password]").fill("pas le bon mot de passe");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  const summary = page.locator("[role=alert]");
  await page.waitForFunction(() => document.activeElement?.closest("[role=alert]"));
  const link = summary.locator("a[href^='#']").first();
  await link.press("Enter");
  const focused = await page.evaluate(() => document.activeElement?.getAttribute("name"));
  assert.ok(["identifier", "password"].includes(focused), `the link leads to ${focused}`);
  await close();
});
