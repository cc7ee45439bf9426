// O2: one session over every kind of portal at once, none of them ours: Apache, nginx, Caddy, Django, openid-client, a page
// without a server; beside them the company's own portals and the page that only asks. One way out closes all.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, test } from "node:test";
import { startApache } from "../support/apache.mjs";
import { launch, visit } from "../support/browser.mjs";
import { startCaddy } from "../support/caddy.mjs";
import { startDemo } from "../support/demo.mjs";
import { snippet } from "../support/guide.mjs";
import { startDjango } from "../support/django.mjs";
import { startNginx } from "../support/nginx.mjs";
import { startRelyingParty } from "../support/relying-party.mjs";
import { startSinglePage } from "../support/single-page.mjs";
import { asksForPassword, assertOpen, isAt, leave, openPortal, signIn } from "../support/steps.mjs";

const REFRESH_S = 1;
/// A logout token is on its way for a moment.
const TOLD_LIMIT_MS = 10_000;

let demo;
let browser;
let running = [];
let places;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
  const client = (id) => demo.clients.find(({ client_id }) => client_id === id);
  const [behindNginx, behindCaddy] = demo.forward_auth.map(({ origin }) => origin);
  running = await Promise.all([
    startApache(demo.issuer, client("apache")),
    startNginx(demo.issuer, behindNginx),
    startCaddy(demo.issuer, behindCaddy),
    startDjango(demo.issuer, client("django"), { refresh: REFRESH_S }),
    startSinglePage(demo.issuer, client("page")),
    startRelyingParty(demo.issuer, client("script")),
  ]);
  const [apache, , , django, singlePage, party] = running;
  places = { apache, behindNginx, behindCaddy, django, singlePage, party };
});
after(() => Promise.all([browser?.close(), demo?.stop(), ...running.map((one) => one.stop())]));

/** Every portal by its deep link, and how a visitor sees there that they are known. */
function all() {
  const { apache, behindNginx, behindCaddy, django, singlePage } = places;
  return [
    ["Apache", `${apache.origin}/private/?dossier=7`, "#REMOTE_USER"],
    ["nginx", `${behindNginx}/dossiers?annee=2026`, "#remote-user"],
    ["Caddy", `${behindCaddy}/dossiers?annee=2026`, "#remote-user"],
    ["Django", `${django.origin}/dossiers/7?vue=liste`, "#user"],
    ["a page", `${singlePage.origin}/dossiers?annee=2026`, "#out:visible"],
    ["the page that only asks", new URL("/?offre=telephone", demo.pages[0].url).href, "[data-known=true]"],
    ...demo.portals.map(({ name, deep_link }) => [name, deep_link, "a[href*='out'], form[action*='out']"]),
  ];
}

async function enterAll(page) {
  for (const [name, address, sign] of all()) {
    await page.goto(address);
    assert.equal(await asksForPassword(page), false, `${name} asks for a password`);
    await page.locator(sign).first().waitFor();
    assert.equal(page.url(), address, `${name} keeps the deep link`);
  }
  await page.goto(places.party.start);
  assert.ok(places.party.last?.claims, String(places.party.last?.error));
}

async function assertAllClosed(page) {
  for (const [name, address] of [["Apache", `${places.apache.origin}/private/`], ["nginx", places.behindNginx], ["Caddy", places.behindCaddy]]) {
    await page.goto(address);
    assert.ok(await asksForPassword(page), `${name} is still open`);
  }
  for (const portal of demo.portals) {
    await openPortal(page, portal);
    assert.ok(await asksForPassword(page), `${portal.name} is still open`);
  }
  await page.goto(places.singlePage.origin);
  await page.locator("#in:visible").waitFor();
  await page.goto(demo.pages[0].url);
  await page.locator("[data-known=false]").waitFor();
  await page.goto(`${places.party.start}?prompt=none`);
  assert.equal(places.party.last.error?.error, "login_required");
  await pause(REFRESH_S * 1000);
  await page.goto(`${places.django.origin}/`);
  assert.equal(await page.locator("#user").count(), 0, "Django is still open");
}

test("one sign-in, at any of them, opens all by their deep links; leaving a portal closes all", async () => {
  const { page, close } = await visit(browser);
  const [[, first, sign]] = all();
  await page.goto(first);
  assert.ok(isAt(page, demo.issuer));
  await signIn(page, demo.someone());
  await page.locator(sign).waitFor();
  assert.equal(page.url(), first);
  await enterAll(page);
  await openPortal(page, demo.portals[0]);
  await assertOpen(page, demo.portals[0]);
  await leave(page, demo);
  await assertAllClosed(page);
  await close();
});

test("a session that is ended from another device is closed at Apache by its logout token, without a visit", async () => {
  const person = demo.someone();
  const [home, away] = [await visit(browser), await visit(browser)];
  await home.page.goto(`${places.apache.origin}/private/`);
  await signIn(home.page, person);
  const cookies = (await home.context.cookies(places.apache.origin)).map(({ name, value }) => `${name}=${value}`).join("; ");
  const enters = async () => (await fetch(`${places.apache.origin}/private/`, { headers: { cookie: cookies }, redirect: "manual" })).status;
  assert.equal(await enters(), 200);
  await away.page.goto(demo.at("/sign-in"));
  await signIn(away.page, person);
  await away.page.goto(demo.at("/account/devices"));
  const other = away.page.locator("main li").filter({ hasNotText: /cet appareil/iu });
  await other.locator("summary").filter({ hasText: "Déconnecter" }).click();
  await Promise.all([away.page.waitForEvent("load"), other.locator("form[action$='/end'] button").click()]);
  let status = 200;
  for (const limit = Date.now() + TOLD_LIMIT_MS; Date.now() < limit && status === 200; await pause(100)) status = await enters();
  assert.notEqual(status, 200, "Apache was told");
  await Promise.all([home.close(), away.close()]);
});

test("the page that only asks does so in the guide's words", async () => {
  const asked = { '"https://compte.lumen.example/session"': "`${place.dataset.issuer}/session`" };
  const lines = await snippet("am-i-signed-in", "2. Ask", asked);
  const script = await readFile(new URL("../../crates/vestibule/src/demo/boutique.js", import.meta.url), "utf8");
  assert.ok(script.includes(lines), lines);
});
