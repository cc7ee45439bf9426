// O2: a portal without a server, made with oidc-client-ts, which no one here wrote, with the guide's own script.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { startSinglePage } from "../support/single-page.mjs";
import { asksForPassword, isAt, signIn, signOut } from "../support/steps.mjs";

const PERSON = "jeanne.martin@lumen.example";

let demo;
let browser;
let portal;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
  portal = await startSinglePage(demo.issuer, demo.clients.find(({ client_id }) => client_id === "page"));
});
after(() => Promise.all([browser?.close(), demo?.stop(), portal?.stop()]));

/** Opens an address of the portal, and says whom it knows once it knows. */
async function known(page, path) {
  await page.goto(portal.origin + path);
  await page.locator("#in:visible, #out:visible").waitFor();
  return page.locator("#who").innerText();
}

async function enter(page, person, path) {
  assert.equal(await known(page, path), "");
  await Promise.all([page.waitForURL(`${demo.issuer.replace(/\/$/u, "")}/**`), page.locator("#in").click()]);
  await page.locator("[name=password]").waitFor();
  await signIn(page, person);
  await page.waitForURL(portal.origin + path);
  await page.locator("#out:visible").waitFor();
}

test("the deep link survives the sign-in, and the page knows who is there", async () => {
  const { page, complaints, close } = await visit(browser);
  await enter(page, demo.someone(PERSON), "/dossiers?annee=2026");
  assert.equal(await page.locator("#who").innerText(), "Jeanne Martin");
  const left = await page.evaluate(() => JSON.stringify([Object.values(localStorage), Object.values(sessionStorage)]));
  assert.ok(!/eyJ|access_token/u.test(left), `tokens are left in the browser: ${left}`);
  assert.deepEqual(complaints, []);
  await close();
});

test("whoever is signed in is known without a page; whoever left elsewhere is not", async () => {
  const { page, close } = await visit(browser);
  await page.goto(demo.at("/sign-in"));
  await signIn(page, demo.someone());
  assert.notEqual(await known(page, "/"), "");
  await signOut(page, demo);
  assert.equal(await known(page, "/"), "");
  await close();
});

test("leaving at the page leaves everywhere, and comes back to it", async () => {
  const { page, close } = await visit(browser);
  await enter(page, demo.someone(), "/dossiers");
  await Promise.all([page.waitForURL((url) => url.pathname !== "/dossiers"), page.locator("#out").click()]);
  await page.waitForLoadState();
  const confirm = page.locator("main form[method=post i] button").first();
  if (isAt(page, demo.issuer) && (await confirm.count()) > 0) {
    await Promise.all([page.waitForEvent("load"), confirm.click()]);
  }
  assert.ok(isAt(page, portal.origin), `stands at ${page.url()}`);
  await page.goto(demo.at("/account"));
  assert.ok(await asksForPassword(page));
  await close();
});
