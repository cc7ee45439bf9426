// O2: a relying party built on openid-client, driven through a browser, with the imported customers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as oidc from "openid-client";
import { launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { startRelyingParty } from "../support/relying-party.mjs";
import { asksForPassword, isAt, signIn } from "../support/steps.mjs";

let demo;
let browser;
let party;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
  party = await startRelyingParty(demo.issuer, demo.clients[0]);
});
after(() => Promise.all([browser?.close(), demo?.stop(), party?.stop()]));

async function signedIn(person) {
  const seen = await visit(browser);
  await seen.page.goto(party.start);
  await signIn(seen.page, person);
  assert.ok(party.last?.claims, `the sign-in was refused: ${party.last?.error?.stack}\nat ${seen.page.url()}`);
  return { ...seen, ...party.last };
}

test("discovery says what the library needs", () => {
  const metadata = party.config.serverMetadata();
  assert.equal(metadata.issuer, demo.issuer.replace(/\/$/u, ""));
  assert.ok(metadata.supportsPKCE());
  assert.ok(metadata.end_session_endpoint);
});

test("an imported customer signs in; claims and userinfo name the same subject", async () => {
  const { claims, tokens, close } = await signedIn(demo.someone());
  assert.ok(claims.sub.length > 0 && claims.sub.length <= 255);
  assert.ok(claims.exp > claims.iat);
  const userinfo = await oidc.fetchUserInfo(party.config, tokens.access_token, claims.sub);
  assert.equal(userinfo.sub, claims.sub);
  await close();
});

test("the subject of a customer stays the same, and differs from another's", async () => {
  const [one, other] = [demo.someone(), demo.someone()];
  const subjects = [];
  for (const person of [one, one, other]) {
    const { claims, close } = await signedIn(person);
    subjects.push(claims.sub);
    await close();
  }
  assert.equal(subjects[0], subjects[1]);
  assert.notEqual(subjects[0], subjects[2]);
});

test("a code is worth nothing the second time", async () => {
  const { callback, awaited, close } = await signedIn(demo.someone());
  await assert.rejects(oidc.authorizationCodeGrant(party.config, callback, awaited), { error: "invalid_grant" });
  await close();
});

test("prompt=none answers without a page: refused to strangers, granted to who is signed in", async () => {
  const stranger = await visit(browser);
  await stranger.page.goto(`${party.start}?prompt=none`);
  assert.ok(isAt(stranger.page, party.start), "no page of the server is shown");
  assert.equal(party.last.error.error, "login_required");
  await stranger.close();

  const { page, close } = await signedIn(demo.someone());
  await page.goto(`${party.start}?prompt=none`);
  assert.ok(party.last.claims, String(party.last.error));
  await close();
});

test("prompt=login asks for the password again", async () => {
  const { page, close } = await signedIn(demo.someone());
  await page.goto(`${party.start}?prompt=login`);
  assert.ok(await asksForPassword(page));
  await close();
});

test("leaving at the relying party ends the session", async () => {
  const { page, tokens, close } = await signedIn(demo.someone());
  const leaving = oidc.buildEndSessionUrl(party.config, { id_token_hint: tokens.id_token });
  await page.goto(leaving.href);
  const confirm = page.locator("main form[method=post i] button").first();
  if (isAt(page, demo.issuer) && (await confirm.count()) > 0) {
    await Promise.all([page.waitForEvent("load"), confirm.click()]);
  }
  await page.goto(`${party.start}?prompt=none`);
  assert.equal(party.last.error?.error, "login_required");
  await close();
});
