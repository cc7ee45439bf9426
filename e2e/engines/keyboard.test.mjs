// R7, B12: by the keyboard alone, on 320 pixels, in the engine that VESTIBULE_ENGINE names. No walk here touches a mouse, and
// none jumps: Tab leads everywhere, past a ring that can be seen.

import assert from "node:assert/strict";
import { PHONE } from "../support/browser.mjs";
import { enterAt, tabTo, typeAt } from "../support/focus.mjs";
import { resetSentBy } from "../support/reset.mjs";
import { stage } from "../support/stage.mjs";
import { asksForPassword, isAt, path } from "../support/steps.mjs";
import { codeOf } from "../support/telephone.mjs";

const CHOSEN = "cerise moulin tapis orage";
const SUBMIT = "main form:has([name=password]) button:not([type=button])";

const { walk, play } = stage();

/** From the sign-in page that stands there. */
async function signIn(page, { identifier, password }) {
  await typeAt(page, "[name=identifier]", identifier);
  await typeAt(page, "[name=password]", password);
  await enterAt(page, SUBMIT);
}

async function inside(page, person, address = "/account") {
  await page.goto(play.demo.at(address));
  await signIn(page, person);
  assert.equal(path(page), address);
}

// First, before the others take these two for anybody.
walk("a contract is proposed to another adult, and that is taken back", async ({ page }) => {
  await inside(page, play.demo.someone("jeanne.martin@lumen.example"), "/account/household");
  await tabTo(page, page.locator("summary").filter({ hasText: "Proposer le contrat" }));
  await page.keyboard.press("Enter");
  await enterAt(page, "button[value=propose]");
  assert.match(await page.locator("main").innerText(), /Vous avez proposé ce contrat à Paul Martin/u);
  await enterAt(page, "button[value=withdraw]");
  assert.equal(await page.locator("button[value=withdraw]").count(), 0);
}, { viewport: PHONE });

walk("a forgotten password", async ({ page }) => {
  const person = play.demo.someone();
  await page.goto(play.demo.at("/sign-in"));
  const { code } = await resetSentBy(play.demo, async () => {
    await enterAt(page, "a[href^='/forgotten-password']");
    await typeAt(page, "[name=identifier]", person.identifier);
    await enterAt(page, "main form:has([name=identifier]) button");
  });
  await typeAt(page, "[name=code]", code);
  await enterAt(page, "main form:has([name=code]) button");
  await typeAt(page, "[name=new_password]", CHOSEN);
  await enterAt(page, "main form:has([name=new_password]) button:not([type=button])");
  await signIn(page, { ...person, password: CHOSEN });
  assert.equal(path(page), "/account");
}, { viewport: PHONE });

walk("the choice of a login and a password, on the way to a portal", async ({ page }) => {
  const portal = play.demo.portals[0];
  await page.goto(portal.deep_link);
  await signIn(page, play.demo.personalise.find((person) => person.note.includes("14 days")));
  await enterAt(page, "button[value=now]");
  await typeAt(page, "[name=new_password]", CHOSEN);
  await enterAt(page, "main form:has([name=new_password]) button:not([type=button])");
  assert.ok(isAt(page, portal.url), `the way on is kept, stands at ${page.url()}`);
}, { viewport: PHONE });

walk("who of two people signs in", async ({ page }) => {
  const [first, second] = [play.demo.someone(), play.demo.someone()];
  for (const [person, address] of [[first, "/sign-in"], [second, "/sign-in?other=person"]]) {
    await page.goto(play.demo.at(address));
    await signIn(page, person);
  }
  await page.goto(play.demo.at("/sign-in?who=1"));
  await tabTo(page, "[name=person]");
  await page.keyboard.press("Space");
  const chosen = await page.evaluate(() => document.activeElement.value);
  await page.keyboard.press("ArrowDown");
  const next = await page.evaluate(() => document.activeElement.value);
  assert.notEqual(next, chosen, "arrows go through the people");
  await enterAt(page, "button[value=continue]");
  assert.equal(await asksForPassword(page), false);
}, { viewport: PHONE });

walk("another device is ended, and then this one", async (away, { page }) => {
  const person = play.demo.someone();
  await inside(away.page, person);
  await inside(page, person, "/account/devices");
  const other = page.locator("main li").filter({ hasNotText: /cet appareil/iu });
  await tabTo(page, other.locator("summary").filter({ hasText: "Déconnecter" }));
  await page.keyboard.press("Enter");
  await enterAt(page, other.locator("form[action$='/end'] button"));
  await away.page.goto(play.demo.at("/account"));
  assert.ok(await asksForPassword(away.page), "the other one was ended");
  await page.goto(play.demo.at("/sign-out"));
  await enterAt(page, "main form button");
  await page.goto(play.demo.at("/account"));
  assert.ok(await asksForPassword(page), "signed out");
}, { viewport: PHONE }, { viewport: PHONE });

walk("a code app is added by its key", async ({ page }) => {
  await inside(page, play.demo.someone(), "/account/security");
  await enterAt(page, "a[href='/account/security/new']");
  await tabTo(page, "[name=kind]");
  await page.keyboard.press("Space");
  const chosen = () => page.evaluate(() => document.querySelector("[name=kind]:checked").value);
  for (let most = 9; most > 0 && (await chosen()) !== "totp"; most -= 1) await page.keyboard.press("ArrowDown");
  await enterAt(page, "button[value=choose]");
  await tabTo(page, "main [type=radio]");
  await page.keyboard.press("Space");
  await enterAt(page, "button[value=phone]");
  await enterAt(page, "button[value=next]");
  await enterAt(page, "button[value=by_hand]");
  const key = (await page.locator("code.key").innerText()).replaceAll(" ", "");
  await enterAt(page, "button[value=next]");
  await typeAt(page, "[name=code]", await codeOf(key));
  await enterAt(page, "button[value=code]");
  assert.equal(await page.locator("h1").innerText(), "Méthode ajoutée");
  await enterAt(page, "button[value=finish]");
}, { viewport: PHONE });
