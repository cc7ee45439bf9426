// O2: a portal made with mozilla-django-oidc, which no one here wrote, with the guide's own files.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, test } from "node:test";
import { launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { startDjango } from "../support/django.mjs";
import { asksForPassword, isAt, leave, signIn, signOut } from "../support/steps.mjs";

const REFRESH_S = 1;

let demo;
let browser;
let django;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
  const client = demo.clients.find(({ client_id }) => client_id === "django");
  django = await startDjango(demo.issuer, client, { refresh: REFRESH_S });
});
after(() => Promise.all([browser?.close(), demo?.stop(), django?.stop()]));

async function assertInside(page) {
  if (!isAt(page, django.origin) || (await page.locator("#user").count()) === 0) {
    assert.fail(`stands at ${page.url()}\n${django.said()}`);
  }
  return page.locator("#user").innerText();
}

test("the deep link survives the sign-in, and the person is known by their subject", async () => {
  const person = demo.someone("jeanne.martin@lumen.example");
  const { page, close } = await visit(browser);
  await page.goto(`${django.origin}/dossiers/7?vue=liste`);
  assert.ok(isAt(page, demo.issuer), `Django sends the visitor to sign in\n${django.said()}`);
  await signIn(page, person);
  assert.match(await assertInside(page), /^[0-9a-f]{32}$/u);
  assert.equal(await page.locator("#path").innerText(), "/dossiers/7?vue=liste");
  assert.equal(await page.locator("#name").innerText(), "Jeanne Martin");
  await close();
});

test("two people who share one address are two users, and somebody without an address is one too", async () => {
  const users = [];
  for (const identifier of ["francois.lefevre@lumen.example", "zoe.lefevre@lumen.example", "lea.martin"]) {
    const { page, close } = await visit(browser);
    await page.goto(`${django.origin}/dossiers/1`);
    await signIn(page, demo.someone(identifier));
    users.push(await assertInside(page));
    await close();
  }
  assert.equal(new Set(users).size, 3);
});

test("leaving at Django leaves everywhere", async () => {
  const { page, close } = await visit(browser);
  await page.goto(`${django.origin}/dossiers/1`);
  await signIn(page, demo.someone());
  await assertInside(page);
  await leave(page, demo);
  await page.goto(demo.at("/account"));
  assert.ok(await asksForPassword(page));
  await close();
});

test("leaving elsewhere is noticed at the next question, and whoever stays is asked nothing", async () => {
  const { page, close } = await visit(browser);
  await page.goto(`${django.origin}/dossiers/1`);
  await signIn(page, demo.someone());
  await assertInside(page);
  await pause(REFRESH_S * 1000);
  await page.goto(`${django.origin}/dossiers/2`);
  await assertInside(page);
  assert.equal(await page.locator("#path").innerText(), "/dossiers/2", "asked again, without a page");
  await signOut(page, demo);
  await pause(REFRESH_S * 1000);
  await page.goto(`${django.origin}/`);
  assert.equal(await page.locator("#user").count(), 0, "Django knows nobody any more");
  await close();
});
