// A forgotten password, from the sign-in page and back to it: by the code without JavaScript, by the link, and by the link
// in another browser, which asks for the code. Then a change from within the account.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { askForReset, choosePassword } from "../support/reset.mjs";
import { recovered } from "../support/states-password.mjs";
import { isAt, openPortal, send, signIn } from "../support/steps.mjs";

const CHOSEN = "cerise moulin tapis orage";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

function assertAt(page, path) {
  assert.equal(new URL(page.url()).pathname, path);
}

test("without JavaScript, on a phone: a code, a weak password, a good one, and on to the portal", async () => {
  const person = demo.someone();
  const { page, close } = await visit(browser, { javaScriptEnabled: false, viewport: PHONE });
  await openPortal(page, demo.portals[0]);
  const { code } = await askForReset(page, demo, person);
  await page.locator("[name=code]").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await send(page, "[name=code]");
  await choosePassword(page, "motdepasse2026");
  assert.ok(await page.locator("[role=alert]").isVisible());
  await choosePassword(page, CHOSEN);
  assert.ok(await page.locator("[role=status]").isVisible(), "the sign-in page says that it is saved");
  await signIn(page, { ...person, password: CHOSEN });
  assert.ok(isAt(page, demo.portals[0].url), `the way on is kept, stands at ${page.url()}`);
  await close();
});

test("the link opens the password page in the browser that asked, and characters are counted", async () => {
  const person = demo.someone();
  const { page, complaints, close } = await visit(browser, { viewport: DESKTOP });
  await page.goto(demo.at("/sign-in"));
  const { link } = await askForReset(page, demo, person);
  await page.goto(link);
  assert.ok(!page.url().includes("token"), "the token left the address");
  const count = page.locator("[data-counts] b");
  await page.locator("[name=new_password]").pressSequentially("cerise");
  await count.filter({ hasText: /^6$/ }).waitFor();
  await choosePassword(page, CHOSEN);
  await signIn(page, { ...person, password: CHOSEN });
  assertAt(page, "/account");
  assert.deepEqual(complaints, []);
  await close();
});

test("for a day, addresses and recovery codes say until when they wait, and a method can be added", async () => {
  for (const viewport of [PHONE, DESKTOP]) {
    const { page, complaints, close } = await visit(browser, { viewport, javaScriptEnabled: false });
    await recovered(page, demo, "/account/contacts");
    for (const path of ["/account/contacts", "/account/recovery-codes", "/account/security"]) {
      await page.goto(demo.at(path));
      const told = await page.locator(".note.warn").first().innerText();
      assert.ok(/Ce sera possible le .+ à \d+/.test(told) && told.includes("lit vos mails"), told);
      assert.equal(await page.locator("main > .card form").count(), 0, `${path} offers no form that would be refused`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    }
    await page.locator("a[href='/account/security/new']").click();
    assert.equal(await page.locator("h1").innerText(), "Choisissez une méthode", "nobody is stranded");
    assert.deepEqual(complaints, []);
    await close();
  }
});

test("the link in another browser asks for the code", async () => {
  const person = demo.someone();
  const { page, close } = await visit(browser);
  await page.goto(demo.at("/sign-in"));
  const { code, link } = await askForReset(page, demo, person);
  const phone = await visit(browser, { viewport: PHONE });
  await phone.page.goto(link);
  assert.equal(await phone.page.locator("[name=new_password]").count(), 0);
  await phone.page.locator("[name=code]").fill(code);
  await send(phone.page, "[name=code]");
  await choosePassword(phone.page, CHOSEN);
  await signIn(phone.page, { ...person, password: CHOSEN });
  assertAt(phone.page, "/account");
  await Promise.all([close(), phone.close()]);
});

test("a password is changed from within the account, by the keyboard alone", async () => {
  const person = demo.someone();
  const { page, complaints, close } = await visit(browser, { viewport: PHONE });
  await page.goto(demo.at("/.well-known/change-password"));
  await signIn(page, person);
  await page.locator("[name=password]").focus();
  await page.keyboard.type(person.password);
  await page.locator("[name=new_password]").focus();
  await page.keyboard.type(CHOSEN);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  assert.ok(await page.locator("[role=status]").first().isVisible());
  assertAt(page, "/account/password");
  assert.deepEqual(complaints, []);
  await close();
});
