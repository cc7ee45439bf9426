// « Ce n'était pas moi »: from the notice of a new device, read elsewhere, to another password. On a phone without JavaScript,
// and by the keyboard alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { send, signIn } from "../support/steps.mjs";

const CHOSEN = "cerise moulin tapis orage";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

/** Does something, and gives what `found` finds in the message that it sent. */
function message(act, found) {
  return demo.sentBy(act, (text) => found.exec(text)?.[0].trim());
}

/** Somebody signs in on a computer; gives that visit and the link of the notice. */
async function stranger(person) {
  const computer = await visit(browser, { viewport: DESKTOP });
  const act = async () => {
    await computer.page.goto(demo.at("/sign-in"));
    await signIn(computer.page, person);
  };
  return { computer, link: await message(act, /http\S+\/not-me\?token=\S+/) };
}

async function assertSignedOut({ page }) {
  await page.goto(demo.at("/account"));
  assert.equal(new URL(page.url()).pathname, "/sign-in");
}

test("without JavaScript, on a phone: the device is signed out, and another password is chosen", async () => {
  const person = demo.someone();
  const { computer, link } = await stranger(person);
  const phone = await visit(browser, { javaScriptEnabled: false, viewport: PHONE });
  await phone.page.goto(link);
  assert.ok(!phone.page.url().includes("token"), "the token left the address");
  assert.ok((await phone.page.locator("dl").textContent()).includes(person.identifier));
  await send(phone.page, "[name=csrf]");
  await assertSignedOut(computer);
  const code = await message(() => send(phone.page, "[name=identifier]"), /^\s*\d{6}\s*$/m);
  await phone.page.locator("[name=code]").fill(code);
  await send(phone.page, "[name=code]");
  await phone.page.locator("[name=new_password]").fill(CHOSEN);
  await send(phone.page, "[name=new_password]");
  await signIn(phone.page, { ...person, password: CHOSEN });
  assert.equal(new URL(phone.page.url()).pathname, "/account");
  await Promise.all([computer.close(), phone.close()]);
});

test("by the keyboard alone, and a second opening tells what was done", async () => {
  const { computer, link } = await stranger(demo.someone());
  const { page, complaints, close } = await visit(browser, { viewport: DESKTOP });
  await page.goto(link);
  await page.locator("main button").focus();
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  const told = await page.locator("h1").textContent();
  await assertSignedOut(computer);
  await page.goto(link);
  assert.equal(await page.locator("h1").textContent(), told);
  assert.deepEqual(complaints, []);
  await Promise.all([computer.close(), close()]);
});
