// O2: a portal that cannot be changed, behind Debian's nginx and its auth_request.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { startNginx } from "../support/nginx.mjs";
import { asksForPassword, isAt, signIn, signOut } from "../support/steps.mjs";

let demo;
let browser;
let nginx;
let origin;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
  origin = demo.forward_auth[0].origin;
  nginx = await startNginx(demo.issuer, origin);
});
after(() => Promise.all([browser?.close(), demo?.stop(), nginx?.stop()]));

test("the deep link survives the sign-in, the portal learns who it is, and signing out closes it", async () => {
  const { page, close } = await visit(browser);
  await page.goto(`${origin}/dossiers?annee=2026&type=facture`);
  assert.ok(isAt(page, demo.issuer), `nginx sends the visitor to sign in\n${await nginx.said()}`);
  await signIn(page, demo.someone());
  assert.equal(await page.locator("#path").innerText(), "/dossiers?annee=2026&type=facture");
  assert.match(await page.locator("#remote-user").innerText(), /^[0-9a-f]{32}$/u);
  assert.notEqual(await page.locator("#remote-name").innerText(), "(none)");
  await signOut(page, demo);
  await page.goto(`${origin}/`);
  assert.ok(await asksForPassword(page), "closed at once");
  await close();
});

test("whoever is signed in enters straight, and headers made up outside do not", async () => {
  const { page, close } = await visit(browser, { extraHTTPHeaders: { "Remote-User": "admin" } });
  await page.goto(demo.at("/sign-in"));
  await signIn(page, demo.someone());
  await page.goto(`${origin}/`);
  assert.equal(await page.locator("#path").innerText(), "/");
  assert.notEqual(await page.locator("#remote-user").innerText(), "admin");
  await close();
});
