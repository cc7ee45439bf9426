// A login and a password of one's own, on the way to a portal: now, later, on the last day, and for a weak old password.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { isAt, openPortal, send, signIn, signOut } from "../support/steps.mjs";

const CHOSEN = "cerise moulin tapis orage";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

/** Somebody of this kind whom no walk has met yet. */
function somebody(kind) {
  const at = demo.personalise.findIndex((person) => person.note.includes(kind));
  return demo.personalise.splice(at, 1)[0];
}

async function press(page, decision) {
  await Promise.all([page.waitForEvent("load"), page.locator(`button[value=${decision}]`).click()]);
}

async function choose(page, password) {
  await page.locator("[name=new_password]").fill(password);
  await send(page, "[name=new_password]");
}

test("on a phone: the days are told, the mailbox and a password are chosen, and the portal opens", async () => {
  const person = somebody("14 days");
  const { page, complaints, close } = await visit(browser, { viewport: PHONE });
  await openPortal(page, demo.portals[0]);
  await signIn(page, person);
  assert.match(await page.locator("main").innerText(), /Il vous reste 14 jours/);
  await press(page, "now");
  const mailbox = await page.locator("[name=login_choice]:checked").getAttribute("value");
  await choose(page, person.password);
  assert.ok(await page.locator("[role=alert]").isVisible(), "the letter's own password is refused");
  await choose(page, CHOSEN);
  assert.ok(isAt(page, demo.portals[0].url), `the way on is kept, stands at ${page.url()}`);
  await signOut(page, demo);
  await page.goto(demo.at("/sign-in"));
  await signIn(page, { identifier: mailbox, password: CHOSEN });
  assert.equal(new URL(page.url()).pathname, "/account");
  assert.deepEqual(complaints, []);
  await close();
});

test("without JavaScript: later goes on, and the next sign-in asks again; a login is made up", async () => {
  const person = somebody("14 days");
  const { page, close } = await visit(browser, { javaScriptEnabled: false, viewport: DESKTOP });
  await openPortal(page, demo.portals[0]);
  await signIn(page, person);
  await press(page, "later");
  assert.ok(isAt(page, demo.portals[0].url));
  await signOut(page, demo);
  await page.goto(demo.at("/sign-in"));
  await signIn(page, person);
  await press(page, "now");
  const own = page.locator("[name=login_choice][value='']");
  if ((await own.count()) > 0) await own.check();
  await page.locator("[name=login]").fill("ab");
  await choose(page, CHOSEN);
  assert.ok(await page.locator("#login-error").isVisible());
  await page.locator("[name=login]").fill("maison.bleue");
  await choose(page, CHOSEN);
  assert.equal(new URL(page.url()).pathname, "/account");
  await close();
});

test("on the last day there is no later, by the keyboard alone", async () => {
  const person = somebody("last day");
  const { page, close } = await visit(browser, { viewport: PHONE });
  await page.goto(demo.at("/sign-in"));
  await signIn(page, person);
  assert.equal(await page.locator("button[value=later]").count(), 0);
  await page.locator("button[value=now]").focus();
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await page.locator("[name=new_password]").focus();
  await page.keyboard.type(CHOSEN);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  assert.equal(new URL(page.url()).pathname, "/account");
  await close();
});

test("an old password that is too weak works once and leads to another", async () => {
  const person = somebody("too weak");
  const { page, close } = await visit(browser, { viewport: DESKTOP });
  await page.goto(demo.at("/sign-in"));
  await signIn(page, person);
  await choose(page, CHOSEN);
  assert.equal(new URL(page.url()).pathname, "/account");
  await close();
});
