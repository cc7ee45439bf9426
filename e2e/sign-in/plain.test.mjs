// R1: without JavaScript everything of this journey works.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { asksForPassword, assertOpen, leave, openPortal, signIn } from "../support/steps.mjs";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

test("without JavaScript a customer is refused, signs in, visits the portals and leaves", async () => {
  const person = demo.someone();
  const { page, close } = await visit(browser, { javaScriptEnabled: false, viewport: PHONE });
  const [first, second] = demo.portals;
  await openPortal(page, first);
  await signIn(page, { ...person, password: "pas le bon mot de passe" });
  assert.ok(await page.locator("[role=alert]").isVisible());
  await signIn(page, person, { remember: true, keep: true });
  await assertOpen(page, first);
  await openPortal(page, second);
  await assertOpen(page, second);
  await leave(page, demo);
  await openPortal(page, first);
  assert.ok(await asksForPassword(page));
  await close();
});

test("no control that needs JavaScript is shown without it", async () => {
  const { page, close } = await visit(browser, { javaScriptEnabled: false });
  await page.goto(demo.at("/sign-in"));
  assert.equal(await page.locator("button[type=button]").filter({ visible: true }).count(), 0);
  await close();
});
