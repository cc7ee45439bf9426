// O1, O2: a customer signs in once, and every portal of the company is open.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { asksForPassword, assertOpen, openPortal, signIn } from "../support/steps.mjs";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

test("one sign-in opens the three portals", async () => {
  const { page, complaints, close } = await visit(browser);
  const [first, ...others] = demo.portals;
  assert.equal(others.length, 2);
  await openPortal(page, first);
  assert.ok(await asksForPassword(page), "the first portal asks who is there");
  await signIn(page, demo.someone());
  await assertOpen(page, first);
  for (const portal of others) {
    await openPortal(page, portal);
    await assertOpen(page, portal);
  }
  assert.deepEqual(complaints, []);
  await close();
});

test("customers with any old hash are recognised", async () => {
  const byHash = new Map(demo.accounts.map((account) => [account.hash, account]));
  assert.ok(byHash.size > 1, "the demo names accounts of several old systems");
  for (const [hash, person] of byHash) {
    const { page, close } = await visit(browser);
    await openPortal(page, demo.portals[0]);
    await signIn(page, person);
    await assertOpen(page, demo.portals[0]).catch((error) => {
      throw new Error(`${person.identifier} (${hash}): ${error.message}`);
    });
    await close();
  }
});

test("a wrong password is refused in place, and what was typed is kept", async () => {
  const { page, complaints, close } = await visit(browser);
  const person = demo.someone();
  await openPortal(page, demo.portals[0]);
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await signIn(page, { ...person, password: "pas le bon mot de passe" });
  assert.equal((await answer).status(), 422);
  assert.equal(await page.locator("[name=identifier]").inputValue(), person.identifier);
  assert.equal(await page.locator("[name=password]").inputValue(), "");
  assert.match(await page.title(), /^Erreur/u);
  assert.equal(await page.locator("[role=alert]").count(), 1);
  await signIn(page, person);
  await assertOpen(page, demo.portals[0]);
  assert.deepEqual(complaints, []);
  await close();
});

test("a journey survives a restart of the server between its two steps", async () => {
  const { page, close } = await visit(browser);
  await openPortal(page, demo.portals[0]);
  await demo.restart();
  await signIn(page, demo.someone());
  await assertOpen(page, demo.portals[0]);
  await close();
});
