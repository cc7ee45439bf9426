// O2: a portal that no one here wrote. Apache's mod_auth_openidc, as Debian ships it, signs imported customers in and out.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startApache } from "../support/apache.mjs";
import { launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { asksForPassword, isAt, signIn } from "../support/steps.mjs";

let demo;
let browser;
let apache;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
  apache = await startApache(demo.issuer, demo.clients[0]);
});
after(() => Promise.all([browser?.close(), demo?.stop(), apache?.stop()]));

/** Stands on the private page; a failure shows what Apache wrote. */
async function assertInside(page) {
  if (!isAt(page, apache.origin)) assert.fail(`stands at ${page.url()}\n${await apache.said()}`);
  const user = await page.locator("#REMOTE_USER").innerText();
  assert.ok(user.length > 0 && user !== "(none)", `no REMOTE_USER\n${await apache.said()}`);
  return user;
}

test("an imported customer is REMOTE_USER after one sign-in, and nobody after leaving", async () => {
  const { page, close } = await visit(browser);
  await page.goto(`${apache.origin}/private/`);
  assert.ok(isAt(page, demo.issuer), "Apache sends the visitor to sign in");
  await signIn(page, demo.someone());
  const user = await assertInside(page);
  assert.ok(user.startsWith(await page.locator("#OIDC_CLAIM_sub").innerText()));
  assert.equal(await page.locator("#OIDC_CLAIM_iss").innerText(), demo.issuer.replace(/\/$/u, ""));

  const leaving = new URL(apache.redirect);
  leaving.searchParams.set("logout", `${apache.origin}/bye.html`);
  await page.goto(leaving.href);
  const confirm = page.locator("main form[method=post i] button").first();
  if (isAt(page, demo.issuer) && (await confirm.count()) > 0) {
    await Promise.all([page.waitForEvent("load"), confirm.click()]);
  }
  await page.goto(`${apache.origin}/private/`);
  assert.ok(await asksForPassword(page), "the session was ended at both ends");
  await close();
});

test("whoever is signed in at a portal of ours enters without a password", async () => {
  const { page, close } = await visit(browser);
  await page.goto(demo.at("/sign-in"));
  await signIn(page, demo.someone());
  await page.goto(`${apache.origin}/private/`);
  await assertInside(page);
  await close();
});

test("two customers are two users", async () => {
  const users = [];
  for (const person of [demo.someone(), demo.someone()]) {
    const { page, close } = await visit(browser);
    await page.goto(`${apache.origin}/private/`);
    await signIn(page, person);
    users.push(await assertInside(page));
    await close();
  }
  assert.notEqual(users[0], users[1]);
});
