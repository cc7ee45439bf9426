// Leaving one portal closes the session, and with it every portal; the remembered address stays.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { afterRestart, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { asksForPassword, assertOpen, leave, openPortal, signIn, signOut } from "../support/steps.mjs";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

async function openAll(page, boxes) {
  await openPortal(page, demo.portals[0]);
  await signIn(page, demo.someone(), boxes);
  for (const portal of demo.portals) {
    await openPortal(page, portal);
    await assertOpen(page, portal);
  }
}

async function assertAllClosed(page) {
  for (const portal of demo.portals) {
    await openPortal(page, portal);
    assert.ok(await asksForPassword(page), `${portal.name} is still open`);
  }
}

test("leaving one portal closes the three", async () => {
  const { page, complaints, close } = await visit(browser);
  await openAll(page);
  await leave(page, demo);
  await assertAllClosed(page);
  assert.deepEqual(complaints, []);
  await close();
});

test("signing out ends rester identifié as well", async () => {
  const first = await visit(browser);
  await openAll(first.page, { keep: true });
  await signOut(first.page, demo);
  const { page, close } = await afterRestart(browser, first);
  await assertAllClosed(page);
  await close();
});

test("a stolen cookie of before is worth nothing after signing out", async () => {
  const { context, page, close } = await visit(browser);
  await openAll(page, { keep: true });
  const before = await context.storageState();
  await signOut(page, demo);
  const thief = await visit(browser, { storageState: { cookies: before.cookies, origins: [] } });
  await thief.page.goto(demo.at("/account"));
  assert.ok(await asksForPassword(thief.page), "the server ended the session, not only the browser");
  await thief.close();
  await close();
});

test("merely opening the sign-out page ends nothing", async () => {
  const { page, close } = await visit(browser);
  await openAll(page);
  await page.goto(demo.at("/sign-out"));
  await openPortal(page, demo.portals[0]);
  await assertOpen(page, demo.portals[0]);
  await close();
});
