// O11: "rester identifié" is by device; the customer sees the devices, knows which is this one, and ends any of them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { asksForPassword, signIn } from "../support/steps.mjs";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

async function signedIn(person, options) {
  const device = await visit(browser, options);
  await device.page.goto(demo.at("/sign-in"));
  await signIn(device.page, person, { keep: true });
  await device.page.goto(demo.at("/account/devices"));
  return device;
}

async function isSignedIn({ page }) {
  await page.goto(demo.at("/account/devices"));
  return !(await asksForPassword(page));
}

test("the list says which device is this one, and ends another", async () => {
  const person = demo.someone();
  const phone = await signedIn(person, { viewport: PHONE });
  const computer = await signedIn(person);
  const text = await computer.page.locator("main").innerText();
  assert.equal(text.match(/cet appareil/giu)?.length >= 1, true, text);
  const other = computer.page.locator("main li").filter({ hasNotText: /cet appareil/iu });
  await other.locator("summary").filter({ hasText: "Déconnecter" }).click();
  await Promise.all([computer.page.waitForEvent("load"), other.locator("form[action$='/end'] button").click()]);
  assert.equal(await isSignedIn(phone), false, "the phone was ended");
  assert.equal(await isSignedIn(computer), true, "this device goes on");
  await phone.close();
  await computer.close();
});

test("a device is given a name, which stands in the list", async () => {
  const { page, close } = await signedIn(demo.someone(), { viewport: PHONE });
  const device = page.locator("main li").first();
  await device.locator("summary").filter({ hasText: "Renommer" }).click();
  await device.locator("[name=name]").fill("Téléphone de Camille");
  await Promise.all([page.waitForEvent("load"), device.locator("form[action$='/rename'] button").click()]);
  assert.match(await page.locator("main").innerText(), /Le nom est enregistré\.[^]*Téléphone de Camille \(/u);
  await close();
});

test("ending all devices ends this one too", async () => {
  const person = demo.someone();
  const phone = await signedIn(person, { viewport: PHONE });
  const computer = await signedIn(person);
  const form = computer.page.locator("form[action$='/end-all']");
  await computer.page.locator("details").filter({ has: form }).locator("summary").click();
  await Promise.all([computer.page.waitForEvent("load"), form.locator("button").click()]);
  assert.equal(await isSignedIn(phone), false);
  assert.equal(await isSignedIn(computer), false);
  await phone.close();
  await computer.close();
});

test("a device of someone else is not in the list", async () => {
  const [one, other] = [demo.someone(), demo.someone()];
  const theirs = await signedIn(one);
  const ours = await signedIn(other);
  const listed = await ours.page.locator("main").getByText(/cet appareil/iu).count();
  assert.ok(listed >= 1);
  assert.ok(!(await ours.page.content()).includes(one.identifier));
  await theirs.close();
  await ours.close();
});
