// O10, O11: "Mémoriser l'adresse mail" and "rester identifié" are two separate aids.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { afterRestart, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { asksForPassword, assertOpen, openPortal, signIn, signOut } from "../support/steps.mjs";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

test("the address comes unticked, staying signed in comes ticked", async () => {
  const { page, close } = await visit(browser);
  await page.goto(demo.at("/sign-in"));
  assert.equal(await page.locator("[name=remember_identifier]").isChecked(), false);
  assert.equal(await page.locator("[name=keep_signed_in]").isChecked(), true);
  await close();
});

test("a remembered address is there after signing out and closing the browser", async () => {
  const person = demo.someone();
  const first = await visit(browser);
  await first.page.goto(demo.at("/sign-in"));
  await signIn(first.page, person, { remember: true });
  await signOut(first.page, demo);
  const { page, close } = await afterRestart(browser, first);
  await page.goto(demo.at("/sign-in"));
  assert.equal(await page.locator("[name=identifier]").inputValue(), person.identifier);
  assert.ok(await asksForPassword(page), "remembering an address is not staying signed in");
  await signIn(page, person);
  await openPortal(page, demo.portals[0]);
  await assertOpen(page, demo.portals[0]);
  await close();
});

test("an address that was not remembered is nowhere on the page", async () => {
  const person = demo.someone();
  const first = await visit(browser);
  await first.page.goto(demo.at("/sign-in"));
  await signIn(first.page, person, { remember: false });
  await signOut(first.page, demo);
  const { page, close } = await afterRestart(browser, first);
  await page.goto(demo.at("/sign-in"));
  assert.equal(await page.locator("[name=identifier]").inputValue(), "");
  assert.ok(!(await page.content()).includes(person.identifier));
  await close();
});

test("rester identifié opens the portals after the browser was closed", async () => {
  const first = await visit(browser);
  await openPortal(first.page, demo.portals[0]);
  await signIn(first.page, demo.someone(), { keep: true });
  await assertOpen(first.page, demo.portals[0]);
  const { page, close } = await afterRestart(browser, first);
  for (const portal of demo.portals) {
    await openPortal(page, portal);
    await assertOpen(page, portal);
  }
  await close();
});

test("unticked, the password is asked again once the browser was closed", async () => {
  const first = await visit(browser);
  await openPortal(first.page, demo.portals[0]);
  await signIn(first.page, demo.someone(), { keep: false });
  await assertOpen(first.page, demo.portals[0]);
  const { page, close } = await afterRestart(browser, first);
  await openPortal(page, demo.portals[0]);
  assert.ok(await asksForPassword(page));
  await close();
});
