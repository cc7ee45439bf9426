// B12: the account and its journeys, in the engine that VESTIBULE_ENGINE names. One text for Chromium, Firefox and WebKitGTK.

import assert from "node:assert/strict";
import { bringAxe, violations } from "../support/axe.mjs";
import { DESKTOP, PHONE } from "../support/browser.mjs";
import { endsSoon } from "../support/ending.mjs";
import { overflow } from "../support/layout.mjs";
import { askForReset, choosePassword } from "../support/reset.mjs";
import { stage } from "../support/stage.mjs";
import { asksForPassword, decide, isAt, openPortal, path, send, signIn, signOut } from "../support/steps.mjs";
import { codeOf, keyOf, scan } from "../support/telephone.mjs";

const CHOSEN = "cerise moulin tapis orage";
const SOON = { seconds: 149, can_stay: true, title: "Vous avez besoin de plus de temps ?", text: "Sans réponse, vous serez déconnecté à 14 h 35." };

const { walk, play } = stage();

async function inside(page, person, boxes) {
  await page.goto(play.demo.at("/sign-in"));
  await signIn(page, person, boxes);
  assert.equal(path(page), "/account");
}

// First, before the others take these two for anybody.
walk("a contract is handed over to another adult of the household", async (holder, member) => {
  const press = async ({ page }, text) => {
    const button = page.locator("main button").filter({ hasText: text }).first();
    await Promise.all([page.waitForEvent("load"), button.click()]);
  };
  const see = ({ page }) => page.goto(play.demo.at("/account/household"));
  await inside(holder.page, play.demo.someone("jeanne.martin@lumen.example"));
  await see(holder);
  await holder.page.locator("summary").filter({ hasText: "Proposer le contrat" }).click();
  await press(holder, /Oui, proposer/u);
  await inside(member.page, play.demo.someone("paul.martin@lumen.example"));
  await see(member);
  await press(member, /^Accepter$/u);
  assert.match(await member.page.locator("main").innerText(), /Vous êtes maintenant titulaire/u);
  await see(holder);
  assert.ok(!(await holder.page.locator("main").innerText()).includes("Léa"), "a member sees no children");
}, { viewport: DESKTOP }, { viewport: PHONE });

walk("a forgotten password, by the code, keeps the way on", async ({ page }) => {
  const person = play.demo.someone();
  await openPortal(page, play.demo.portals[0]);
  const { code } = await askForReset(page, play.demo, person);
  await page.locator("[name=code]").fill(code);
  await send(page, "[name=code]");
  await choosePassword(page, "motdepasse2026");
  assert.ok(await page.locator("[role=alert]").isVisible(), "a weak one is told why");
  await choosePassword(page, CHOSEN);
  await signIn(page, { ...person, password: CHOSEN });
  assert.ok(isAt(page, play.demo.portals[0].url), `the way on is kept, stands at ${page.url()}`);
});

walk("the link of a forgotten password asks for the code in another browser", async (computer, phone) => {
  const person = play.demo.someone();
  await computer.page.goto(play.demo.at("/sign-in"));
  const { code, link } = await askForReset(computer.page, play.demo, person);
  await phone.page.goto(link);
  assert.ok(!phone.page.url().includes("token"), "the token left the address");
  assert.equal(await phone.page.locator("[name=new_password]").count(), 0);
  await phone.page.locator("[name=code]").fill(code);
  await send(phone.page, "[name=code]");
  await choosePassword(phone.page, CHOSEN);
  await signIn(phone.page, { ...person, password: CHOSEN });
  assert.equal(path(phone.page), "/account");
}, { viewport: DESKTOP }, { viewport: PHONE });

walk("whoever comes with the letter postpones once, then chooses, and stays on the way to a portal", async ({ page }) => {
  const at = play.demo.personalise.findIndex((person) => person.note.includes("14 days"));
  const [person] = play.demo.personalise.splice(at, 1);
  await openPortal(page, play.demo.portals[0]);
  await signIn(page, person);
  await decide(page, "later");
  assert.ok(isAt(page, play.demo.portals[0].url), `the way on is kept, stands at ${page.url()}`);
  await signOut(page, play.demo);
  await openPortal(page, play.demo.portals[1]);
  await signIn(page, person);
  await decide(page, "now");
  const login = await page.locator("[name=login_choice]:checked").getAttribute("value");
  await choosePassword(page, person.password);
  assert.ok(await page.locator("[role=alert]").isVisible(), "the letter's own password is refused");
  await choosePassword(page, CHOSEN);
  assert.ok(isAt(page, play.demo.portals[1].url), `the way on is kept, stands at ${page.url()}`);
  await signOut(page, play.demo);
  await inside(page, { identifier: login, password: CHOSEN });
});

walk("two people of one browser are told apart, and each comes back without a password", async ({ page }) => {
  const [first, second] = [play.demo.someone(), play.demo.someone()];
  await inside(page, first, { remember: true, keep: true });
  await page.goto(play.demo.at("/sign-in?other=person"));
  await signIn(page, second, { remember: true, keep: true });
  for (const { identifier } of [first, second]) {
    await page.goto(play.demo.at("/sign-in?who=1"));
    assert.equal(await page.locator("[name=person]").count(), 3, "two people, and another one");
    const line = page.locator("label").filter({ hasText: identifier });
    await line.locator("input").check();
    await send(page, "[name=person]");
    assert.equal(await asksForPassword(page), false);
    await page.goto(play.demo.at("/account"));
    assert.ok((await page.locator("main").innerText()).includes(identifier));
  }
});

walk("a device is ended from another, and its open page leads to the sign-in", async (phone, computer) => {
  const person = play.demo.someone();
  for (const { page } of [phone, computer]) {
    await inside(page, person, { keep: true });
    await page.goto(play.demo.at("/account/devices"));
  }
  const other = computer.page.locator("main li").filter({ hasNotText: /cet appareil/iu });
  await other.locator("summary").filter({ hasText: "Déconnecter" }).click();
  await Promise.all([computer.page.waitForEvent("load"), other.locator("form[action$='/end'] button").click()]);
  await phone.page.goto(play.demo.at("/account"));
  assert.ok(await asksForPassword(phone.page), "the phone was ended");
  await computer.page.goto(play.demo.at("/account"));
  assert.equal(path(computer.page), "/account");
}, { viewport: PHONE }, { viewport: DESKTOP });

walk("before the session ends one press keeps it, what was typed stays, and the focus comes back", async ({ page }) => {
  await inside(page, play.demo.someone(), { keep: false });
  await page.goto(play.demo.at("/account/password"));
  await page.locator("[name=password]").fill("à demi");
  await endsSoon(page, SOON);
  const dialog = page.locator("dialog#ending");
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /14 h 35/u);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Rester connecté");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !document.querySelector("dialog#ending").open);
  assert.equal(await page.locator("[name=password]").inputValue(), "à demi");
  assert.equal(await page.evaluate(() => document.activeElement.name), "password");
});

walk("a code app is added by its QR code, and the next device is asked for a code", async (home, away) => {
  const person = play.demo.someone();
  await inside(home.page, person);
  await home.page.goto(play.demo.at("/account/security/new"));
  await home.page.locator("[name=kind][value=totp]").check();
  await decide(home.page, "choose");
  await home.page.locator("#telephone-iphone").check();
  await decide(home.page, "phone");
  await decide(home.page, "next");
  const key = keyOf(await scan(home.page));
  await decide(home.page, "by_hand");
  assert.equal((await home.page.locator("code.key").innerText()).replaceAll(" ", ""), key);
  await decide(home.page, "next");
  await home.page.locator("[name=code]").fill(await codeOf(key));
  await decide(home.page, "code");
  assert.equal(await home.page.locator("h1").innerText(), "Méthode ajoutée");
  await decide(home.page, "finish");

  if (away.context) await bringAxe(away.context);
  await openPortal(away.page, play.demo.portals[0]);
  await signIn(away.page, person);
  await away.page.locator("[name=code]").fill("000000");
  await decide(away.page, "code");
  assert.ok(await away.page.locator("[role=alert]").isVisible(), "a wrong code is refused in place");
  assert.deepEqual(await violations(away.page), []);
  assert.equal(await overflow(away.page), 0);
  // The step that enrolled is used: the one after it is taken early.
  await away.page.locator("[name=code]").fill(await codeOf(key, 1));
  await decide(away.page, "code");
  assert.ok(isAt(away.page, play.demo.portals[0].url), `the portal opens: ${away.page.url()}`);
}, { viewport: DESKTOP }, { viewport: PHONE });
