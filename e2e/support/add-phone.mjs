// A phone with our own app comes to somebody's account, in the steps of the guide. It does not know what it is for.

import assert from "node:assert/strict";
import { newPhone } from "./device-command.mjs";
import { signIn } from "./steps.mjs";
import { scan } from "./telephone.mjs";

/** Presses the first button of this decision, and waits for what follows. */
export async function press(page, decision) {
  await Promise.all([page.waitForEvent("load"), page.locator(`button[value=${decision}]`).first().click()]);
}

/** Nobody presses anything: the page itself goes on to this heading. */
export function becomes(page, heading) {
  return page.locator("h1", { hasText: heading }).waitFor({ timeout: 10_000 });
}

/** From « Sécurité de mon compte » to a phone that counts; gives the phone. */
export async function addPhone(page, demo, person) {
  await page.goto(demo.at("/sign-in"));
  await signIn(page, person);
  await page.goto(demo.at("/account/security/new"));
  await page.locator("[name=kind][value=push]").check();
  await press(page, "choose");
  await page.locator("#telephone-iphone").check();
  await press(page, "phone");
  await press(page, "next");
  const link = await scan(page);
  assert.equal(link.href, await page.locator("main a[href*='/e#']").getAttribute("href"), "for the same phone, too");
  const phone = await newPhone();
  await phone.enrol(link.href);
  await becomes(page, "Méthode ajoutée");
  await press(page, "finish");
  assert.ok((await page.locator("main").innerText()).includes("iPhone de la cuisine"));
  return phone;
}
