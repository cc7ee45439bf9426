// What every proxy before a portal that cannot be changed must do, whoever wrote it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, visit } from "./browser.mjs";
import { startDemo } from "./demo.mjs";
import { asksForPassword, isAt, signIn, signOut } from "./steps.mjs";

const MADE_UP = { "Remote-User": "admin", "Remote-Name": "Admin", "Remote-Email": "admin@lumen.example" };

/** Walks through the proxy that `start(issuer, origin)` puts at the demo's portal number `place`. */
export function walkBehind(start, place) {
  let demo;
  let browser;
  let proxy;
  let origin;
  before(async () => {
    [demo, browser] = await Promise.all([startDemo(), launch()]);
    origin = new URL(demo.forward_auth.map((portal) => portal.origin)[place]).origin;
    proxy = await start(demo.issuer, origin);
  });
  after(() => Promise.all([browser?.close(), demo?.stop(), proxy?.stop()]));

  test("the deep link survives the sign-in, the portal learns who it is, and signing out closes it", async () => {
    const { page, close } = await visit(browser);
    await page.goto(`${origin}/dossiers?annee=2026&type=facture`);
    if (!isAt(page, demo.issuer)) assert.fail(`stands at ${page.url()}\n${await proxy.said()}`);
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
    const { page, close } = await visit(browser, { extraHTTPHeaders: MADE_UP });
    await page.goto(demo.at("/sign-in"));
    await signIn(page, demo.someone());
    await page.goto(`${origin}/`);
    assert.equal(await page.locator("#path").innerText(), "/");
    for (const [name, value] of Object.entries(MADE_UP)) {
      assert.notEqual(await page.locator(`#${name.toLowerCase()}`).innerText(), value, name);
    }
    await close();
  });

  test("what is posted by a stranger is refused, never led to another page", async () => {
    const answer = await fetch(`${origin}/dossiers`, { method: "POST", body: "a=b", headers: MADE_UP, redirect: "manual" });
    assert.ok([401, 405].includes(answer.status), String(answer.status));
    assert.ok(!(await answer.text()).includes("Intranet"), "the portal was not reached");
  });
}
