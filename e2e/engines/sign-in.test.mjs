// B12: signing in and out, in the engine that VESTIBULE_ENGINE names. One text for Chromium, Firefox and WebKitGTK.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, afterRestart, visit } from "../support/browser.mjs";
import { tabTo } from "../support/focus.mjs";
import { stage } from "../support/stage.mjs";
import { asksForPassword, assertOpen, isAt, leave, openPortal, path, signIn, signOut } from "../support/steps.mjs";

const WRONG = "pas le bon mot de passe";

const { walk, play } = stage();

walk("a wrong pair is refused in place, and a change of language keeps what was typed", async ({ page }) => {
  const person = play.demo.someone();
  await page.goto(play.demo.at("/sign-in"));
  await signIn(page, { ...person, password: WRONG });
  assert.match(await page.title(), /^Erreur/u);
  assert.ok(await page.locator("[role=alert]").isVisible());
  await Promise.all([page.waitForEvent("load"), page.locator("a[hreflang=en]").click()]);
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  assert.equal(await page.locator("[name=identifier]").inputValue(), person.identifier);
  await signIn(page, person);
  assert.equal(path(page), "/account");
});

test("both memory aids outlive the browser; the list of devices says until when", async () => {
  const person = play.demo.someone();
  const first = await visit(play.browser);
  await first.page.goto(play.demo.at("/sign-in"));
  assert.equal(await first.page.locator("[name=remember_identifier]").isChecked(), false);
  assert.equal(await first.page.locator("[name=keep_signed_in]").isChecked(), true);
  await signIn(first.page, person, { remember: true, keep: true });
  const { page, close } = await afterRestart(play.browser, first);
  await page.goto(play.demo.at("/account/devices"));
  assert.equal(await asksForPassword(page), false, "rester identifié");
  const sixty = new Date(Date.now() + 60 * 24 * 3600 * 1000);
  const month = sixty.toLocaleDateString("fr-FR", { month: "long", timeZone: "Europe/Paris" });
  assert.match(await page.locator("main").innerText(), new RegExp(`\\d{1,2}(er)?\\s${month}`, "u"));
  await signOut(page, play.demo);
  await page.goto(play.demo.at("/sign-in"));
  assert.equal(await page.locator("[name=identifier]").inputValue(), person.identifier, "mémoriser l'adresse");
  await close();
});

test("without the two boxes nothing outlives the browser", async () => {
  const first = await visit(play.browser);
  await first.page.goto(play.demo.at("/sign-in"));
  await signIn(first.page, play.demo.someone(), { remember: false, keep: false });
  const { page, close } = await afterRestart(play.browser, first);
  await page.goto(play.demo.at("/account"));
  assert.ok(await asksForPassword(page));
  assert.equal(await page.locator("[name=identifier]").inputValue(), "");
  await close();
});

walk("one sign-in opens every portal and the page that only asks; leaving one closes all", async ({ page }) => {
  const [first, ...others] = play.demo.portals;
  await page.goto(first.deep_link);
  await signIn(page, play.demo.someone());
  assert.equal(page.url(), first.deep_link);
  for (const portal of others) {
    await page.goto(portal.deep_link);
    assert.equal(page.url(), portal.deep_link, "without a question");
    await assertOpen(page, portal);
  }
  await page.goto(play.demo.pages[0].url);
  await page.locator("[data-issuer][data-known=true]").waitFor();
  await openPortal(page, first);
  await leave(page, play.demo);
  for (const portal of play.demo.portals) {
    await openPortal(page, portal);
    assert.ok(await asksForPassword(page), `${portal.name} is still open`);
  }
  await page.goto(play.demo.pages[0].url);
  await page.locator("[data-issuer][data-known=false]").waitFor();
});

walk("a page that only asks leads through the sign-in and back to the very page", async ({ page }) => {
  const person = play.demo.someone();
  const wanted = new URL("/?offre=telephone", play.demo.pages[0].url).href;
  await page.goto(wanted);
  await Promise.all([page.waitForEvent("load"), page.locator("[data-outside] a").click()]);
  assert.ok(isAt(page, play.demo.issuer));
  await signIn(page, person);
  assert.equal(page.url(), wanted);
  await page.locator("[data-issuer][data-known=true]").waitFor();
  assert.match(await page.locator("[data-inside]").innerText(), /^Bonjour \S+ \S+/u);
});

walk("a customer signs in without touching a mouse", async ({ page }) => {
  const person = play.demo.someone();
  await page.goto(play.demo.at("/sign-in"));
  await tabTo(page, "[name=identifier]");
  await page.keyboard.type(person.identifier);
  await tabTo(page, "[name=password]");
  await page.keyboard.type(person.password);
  await tabTo(page, "[name=remember_identifier]");
  await page.keyboard.press("Space");
  assert.ok(await page.locator("[name=remember_identifier]").isChecked());
  await tabTo(page, "form:has([name=password]) button:not([type=button])");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  assert.equal(path(page), "/account");
});

walk("without JavaScript a customer is refused, signs in, visits portals and leaves", async ({ page }) => {
  const person = play.demo.someone();
  const [first, second] = play.demo.portals;
  await openPortal(page, first);
  assert.equal(await page.locator("button[type=button]").filter({ visible: true }).count(), 0);
  await signIn(page, { ...person, password: WRONG });
  assert.ok(await page.locator("[role=alert]").isVisible());
  await signIn(page, person, { remember: true, keep: true });
  await assertOpen(page, first);
  await openPortal(page, second);
  await assertOpen(page, second);
  await leave(page, play.demo);
  await openPortal(page, first);
  assert.ok(await asksForPassword(page));
}, { javaScriptEnabled: false, viewport: PHONE });

walk("the pages are drawn with their style and their script", async ({ page }) => {
  await page.goto(play.demo.at("/sign-in"));
  const height = await page.locator("form button").evaluateAll((all) => all.at(-1).getBoundingClientRect().height);
  assert.ok(height >= 48, `a button of ${height} pixels: R4`);
  await page.locator("[name=password]").fill("soleil");
  await page.locator("[data-reveals]").click();
  assert.equal(await page.locator("#password").evaluateAll(([field]) => field.type), "text");
});
