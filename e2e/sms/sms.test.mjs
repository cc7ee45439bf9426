// Codes by text, by call and on a printed card: set up on a computer, used on another device by phone width and without
// JavaScript. The telephone is the demo's page of sent messages.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { isAt, openPortal, signIn } from "../support/steps.mjs";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

async function press(page, decision) {
  await Promise.all([page.waitForEvent("load"), page.locator(`button[value=${decision}]`).click()]);
}

/** The newest message on a telephone: by text or by call. */
async function received(channel) {
  for (let tries = 0; tries < 50; tries++) {
    const all = await demo.messages();
    const found = all.find((message) => message.channel === channel);
    if (found) return found;
    await new Promise((again) => setTimeout(again, 100));
  }
  throw new Error(`nothing came by ${channel}`);
}

/** From « Sécurité de mon compte » to the first page of a method. */
async function choose(page, kind) {
  await page.goto(demo.at("/account/security/new"));
  await page.locator(`[name=kind][value=${kind}]`).check();
  await press(page, "choose");
}

async function signedIn(page, person) {
  await page.goto(demo.at("/sign-in"));
  await signIn(page, person);
}

async function addNumber(page, kind, number) {
  await choose(page, kind);
  await page.locator("[name=number]").fill(number);
  await press(page, "send_to");
}

test("a text brings the code, in the form that telephones fill in, and the next device asks for another", async () => {
  const person = demo.someone();
  const home = await visit(browser, { viewport: DESKTOP });
  await signedIn(home.page, person);
  await addNumber(home.page, "sms", "01 45 67 89 01");
  assert.ok(await home.page.locator("[role=alert]").isVisible(), "a landline gets no text");
  await home.page.locator("[name=number]").fill("06 98 76 54 32");
  await press(home.page, "send_to");
  assert.equal(await home.page.locator("[name=code]").getAttribute("autocomplete"), "one-time-code");
  const first = await received("sms");
  assert.equal(first.to, "+33698765432");
  const [, host, code] = first.text.split("\n").at(-1).match(/^@(\S+) #(\d{6})$/);
  assert.equal(host, new URL(demo.issuer).hostname, "SM7");
  await home.page.locator("[name=code]").fill(code);
  await press(home.page, "code");
  assert.equal(await home.page.locator("h1").innerText(), "Méthode ajoutée");
  await press(home.page, "finish");
  const main = await home.page.locator("main").innerText();
  assert.ok(main.includes("SMS se terminant par 32") && !main.includes("98 76"), main);

  const away = await visit(browser, { viewport: PHONE, javaScriptEnabled: false });
  await openPortal(away.page, demo.portals[0]);
  await signIn(away.page, person);
  // Two codes to one number lie half a minute apart.
  await press(away.page, "send");
  assert.ok((await away.page.locator("[role=alert]").innerText()).includes("Patientez"));
  await new Promise((later) => setTimeout(later, 31_000));
  await press(away.page, "send");
  const overflow = await away.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} pixels too wide`);
  const second = await received("sms");
  await away.page.locator("[name=code]").fill(second.text.split("#").at(-1));
  await press(away.page, "code");
  assert.ok(isAt(away.page, demo.portals[0].url), `the portal opens: ${away.page.url()}`);
  assert.deepEqual([...home.complaints, ...away.complaints], []);
  await Promise.all([home.close(), away.close()]);
});

test("a landline is called, and what is heard is typed", async () => {
  const person = demo.someone();
  const { page, close } = await visit(browser, { viewport: PHONE });
  await signedIn(page, person);
  await addNumber(page, "voice", "01 45 67 89 02");
  const heard = await received("call");
  const digits = heard.text.match(/\d(?:, \d){5}/)[0].replaceAll(", ", "");
  await page.locator("[name=code]").fill(digits);
  await press(page, "code");
  assert.equal(await page.locator("h1").innerText(), "Méthode ajoutée");
  await close();
});

test("a number whose SIM card changed is not added, and the page says what else there is and until when", async () => {
  const person = demo.someone();
  for (const viewport of [PHONE, DESKTOP]) {
    const { page, complaints, close } = await visit(browser, { viewport, javaScriptEnabled: false });
    await signedIn(page, person);
    await addNumber(page, "sms", "06 39 98 00 72");
    const told = await page.locator("[role=alert]").innerText();
    assert.ok(told.includes("Aucun code ne part vers ce numéro") && /servira le .+ au plus tard/.test(told), told);
    assert.equal(await page.locator("[name=number]").inputValue(), "06 39 98 00 72", "nothing typed is lost");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    await press(page, "back");
    assert.equal(await page.locator("h1").innerText(), "Choisissez une méthode");
    assert.deepEqual(complaints, []);
    await close();
    // Two codes to one number lie half a minute apart, whether or not the first went out.
    if (viewport === PHONE) await new Promise((later) => setTimeout(later, 31_000));
  }
});

test("a card is printed on one sheet, and its cells open the account", async () => {
  const person = demo.someone();
  const { page, close } = await visit(browser, { viewport: DESKTOP });
  await signedIn(page, person);
  await choose(page, "card");
  const rows = await page.locator(".code-card tbody tr").evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.innerText)),
  );
  assert.deepEqual([rows.length, rows[0].length], [8, 5]);
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await page.locator("button[value=next]").isVisible()), "only the card is printed");
  assert.ok(await page.locator(".code-card table").isVisible());
  await page.emulateMedia({ media: "screen" });
  const answer = async (on) => {
    const cell = await on.locator(".cell strong").innerText();
    return rows[Number(cell.slice(1)) - 1][cell.charCodeAt(0) - 65];
  };
  await press(page, "next");
  await page.locator("[name=code]").fill(await answer(page));
  await press(page, "code");
  assert.equal(await page.locator("h1").innerText(), "Méthode ajoutée");

  const away = await visit(browser, { viewport: PHONE, javaScriptEnabled: false });
  await openPortal(away.page, demo.portals[0]);
  await signIn(away.page, person);
  await away.page.locator("[name=code]").fill(await answer(away.page));
  await press(away.page, "code");
  assert.ok(isAt(away.page, demo.portals[0].url), `the portal opens: ${away.page.url()}`);
  await Promise.all([close(), away.close()]);
});
