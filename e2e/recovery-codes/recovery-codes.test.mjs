// Printed codes: made and put away on a desktop, one of them typed on a phone without JavaScript, where the password is forgotten and
// where the telephone is lost.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { send, signIn } from "../support/steps.mjs";
import { codeOf, keyOf, scan } from "../support/telephone.mjs";

const CHOSEN = "cerise moulin tapis orage";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

/** Signs in, and stands before ten fresh codes. */
async function make(page, person) {
  await page.goto(demo.at("/account/recovery-codes"));
  await signIn(page, person);
  const form = page.locator("form[action='/account/recovery-codes']");
  await Promise.all([page.waitForEvent("load"), form.locator("button").click()]);
  const codes = await page.locator(".codes code").allTextContents();
  assert.equal(codes.length, 10);
  return codes;
}

test("ten codes are downloaded with lines that every system reads, printed on one page, and put away", async () => {
  const person = demo.someone();
  const { page, complaints, close } = await visit(browser, { viewport: DESKTOP, acceptDownloads: true });
  const codes = await make(page, person);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("a[download]").click()]);
  const text = await readFile(await download.path(), "utf8");
  assert.ok(codes.every((code) => text.includes(`${code}\r\n`)), "R36");
  assert.ok(text.includes(person.identifier));
  assert.ok(await page.locator("[data-prints]").isVisible());
  await page.emulateMedia({ media: "print" });
  for (const furniture of ["header", "footer", "form[action$='/keep']", "[data-prints]"]) {
    assert.ok(!(await page.locator(furniture).first().isVisible()), `R36: ${furniture} is not printed`);
  }
  assert.ok(await page.locator(".codes").isVisible());
  const pages = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b/g);
  assert.equal(pages.length, 1, "R36: one page");
  await page.emulateMedia({ media: "screen" });
  await page.locator("[name=safe]").check();
  await send(page, "[name=safe]");
  assert.ok(await page.locator("[role=status]").first().isVisible());
  assert.equal(await page.locator(".codes").count(), 0, "shown once");
  assert.deepEqual(complaints, []);
  await close();
});

test("without JavaScript, on a phone: a code chooses another password, and serves once", async () => {
  const person = demo.someone();
  const desk = await visit(browser, { javaScriptEnabled: false });
  const [code] = await make(desk.page, person);
  const { page, close } = await visit(browser, { javaScriptEnabled: false, viewport: PHONE });
  const type = async () => {
    await page.goto(demo.at("/forgotten-password"));
    await page.locator("[name=identifier]").fill(person.identifier);
    await send(page, "[name=identifier]");
    const other = page.locator("a[href^='/forgotten-password/recovery-code']");
    await Promise.all([page.waitForEvent("load"), other.click()]);
    await page.locator("[name=recovery_code]").fill(code.toLowerCase().replaceAll("-", " "));
    await send(page, "[name=recovery_code]");
  };
  await type();
  await page.locator("[name=new_password]").fill(CHOSEN);
  await send(page, "[name=new_password]");
  await signIn(page, { ...person, password: CHOSEN });
  assert.equal(new URL(page.url()).pathname, "/account");
  await type();
  assert.ok(await page.locator("[role=alert]").isVisible(), "it was used");
  await Promise.all([desk.close(), close()]);
});

async function press(page, decision) {
  await Promise.all([page.waitForEvent("load"), page.locator(`button[value=${decision}]`).click()]);
}

test("after an app was added, codes are offered; one of them takes the place of the lost telephone", async () => {
  const person = demo.someone();
  const { page, complaints, close } = await visit(browser, { viewport: DESKTOP });
  await page.goto(demo.at("/sign-in"));
  await signIn(page, person);
  await page.goto(demo.at("/account/security/new"));
  await page.locator("[name=kind][value=totp]").check();
  await press(page, "choose");
  await page.locator("#telephone-android").check();
  await press(page, "phone");
  await press(page, "next");
  const key = keyOf(await scan(page));
  await press(page, "next");
  await page.locator("[name=code]").fill(await codeOf(key));
  await press(page, "code");
  const offer = page.locator("a[href^='/account/recovery-codes?visit=']");
  await Promise.all([page.waitForEvent("load"), offer.click()]);
  const form = page.locator("form[action='/account/recovery-codes']");
  await Promise.all([page.waitForEvent("load"), form.locator("button").click()]);
  const [code] = await page.locator(".codes code").allTextContents();
  await page.locator("[name=safe]").check();
  await send(page, "[name=safe]");
  assert.equal(new URL(page.url()).pathname, "/account/security", "the way goes on");

  const away = await visit(browser, { javaScriptEnabled: false, viewport: PHONE });
  await away.page.goto(demo.at("/sign-in"));
  await signIn(away.page, person);
  await press(away.page, "other");
  await press(away.page, "printed");
  await away.page.locator("[name=recovery_code]").fill(code);
  await press(away.page, "printed_code");
  assert.equal(new URL(away.page.url()).pathname, "/account");
  assert.deepEqual([...complaints, ...away.complaints], []);
  await Promise.all([close(), away.close()]);
});
