// The whole way on the true server: a computer and a phone side by side, from the sign-in that asks for a second factor to
// the ones that the phone approves, refuses, or replaces by a code (E1 to E9, B4, X3, X8). No code is typed at the enrolment
// by scan, and nobody presses anything on the page that waits.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESKTOP, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { begin, finish, newPhone, toTheScanner } from "../support/phone.mjs";
import { assertOpen, openPortal, signIn } from "../support/steps.mjs";
import { scan } from "../support/telephone.mjs";

const [YES, NO] = ["Oui, c’est moi", "Non, ce n’est pas moi"];

let demo, browser, folder;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
  folder = await mkdtemp(join(tmpdir(), "vestibule-side-"));
});
after(async () => {
  await Promise.all([browser?.close(), demo?.stop()]);
  await rm(folder, { recursive: true, force: true });
});

const heading = (page, name) => page.getByRole("heading", { name, level: 1 });

async function press(page, decision) {
  await Promise.all([page.waitForEvent("load"), page.locator(`button[value=${decision}]`).first().click()]);
}

const phoneOf = (options) => newPhone({ browser, server: { origin: demo.authenticator } }, options);

/** A computer that was never here, at a portal, after user name and password. */
async function atThePortal(person, options = {}) {
  const desk = await visit(browser, { viewport: DESKTOP, ...options });
  await openPortal(desk.page, demo.portals[0]);
  await signIn(desk.page, person);
  return desk;
}

/** Steps 1 to 5 of the guide, on the computer: the page that shows the QR code. */
async function toTheCode(page) {
  await heading(page, "Protégez votre compte").waitFor();
  await press(page, "begin");
  await page.locator("input[value=push]").check();
  await press(page, "choose");
  await page.locator("#telephone-android").check();
  await press(page, "phone");
  assert.equal((await scan(page)).href, `${demo.authenticator}/`, "C13: the picture installs the app");
  await press(page, "next");
}

/** A photo of the computer's screen, given to the app. */
async function photograph(phone, page) {
  const file = join(folder, "screen.png");
  await writeFile(file, await page.screenshot());
  await phone.page.locator("input[type=file]").setInputFiles(file);
}

/** The page goes on by itself; then to where the customer was going. */
async function arrived(page) {
  await heading(page, "Méthode ajoutée").waitFor();
  await press(page, "finish");
  await assertOpen(page, demo.portals[0]);
}

/** A person whose phone is on the account. */
async function enrolled() {
  const person = demo.someoneAsked();
  const desk = await atThePortal(person);
  const phone = await phoneOf();
  await toTheCode(desk.page);
  await begin(phone);
  await toTheScanner(phone);
  await photograph(phone, desk.page);
  await finish(phone);
  await arrived(desk.page);
  await desk.close();
  return { person, phone };
}

const numberOn = async (page) => {
  await heading(page, "Validez sur votre téléphone").waitFor();
  return (await page.locator(".number").innerText()).trim();
};

test("nine steps, two screens: a photo of the code adds the account, and a number typed on the phone signs in", async () => {
  const { person, phone } = await enrolled();
  const away = await atThePortal(person);
  const number = await numberOn(away.page);
  assert.match(number, /^\d\d$/);
  await phone.page.getByRole("button", { name: /^Répondre/ }).click();
  const facts = await phone.page.locator("dl").innerText();
  assert.ok(facts.includes(demo.portals[0].name), facts);
  assert.match(await phone.page.locator("footer").innerText(), /Service client Lumen .* 8\sh/u, "whom to call, and when");
  await phone.page.getByLabel("Nombre affiché").fill(number);
  await phone.tap(YES);
  await heading(phone.page, /^C’est validé/).waitFor();
  await away.page.waitForURL((url) => url.origin === new URL(demo.portals[0].url).origin);
  await assertOpen(away.page, demo.portals[0]);
  assert.deepEqual([...phone.complaints, ...away.complaints], []);
  await Promise.all([phone.close(), away.close()]);
});

test("who did not ask says so: the sign-in is over, and a mail says what to do", async () => {
  const { person, phone } = await enrolled();
  const thief = await atThePortal(person);
  await numberOn(thief.page);
  await phone.page.getByRole("button", { name: /^Répondre/ }).click();
  await phone.tap(NO);
  await phone.tap("Signaler");
  await heading(phone.page, "Merci, la connexion est bloquée").waitFor();
  const password = phone.page.getByRole("link", { name: "Changer mon mot de passe" });
  assert.equal(await password.getAttribute("href"), demo.at("/.well-known/change-password"));
  await heading(thief.page, "Validez sur votre téléphone").waitFor({ state: "detached" });
  assert.equal(await thief.page.locator(".number").count(), 0);
  const mails = await demo.messages();
  assert.ok(mails.some(({ subject }) => subject.includes("refusé une connexion")), mails[0]?.subject);
  await Promise.all([phone.close(), thief.close()]);
});

test("in airplane mode the code of the app signs in, on a computer without JavaScript", async () => {
  const { person, phone } = await enrolled();
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await phone.context.setOffline(true);
  await phone.page.reload();
  const code = (await phone.page.locator(".digits .sr").textContent()).replaceAll(" ", "");
  const away = await atThePortal(person, { javaScriptEnabled: false });
  await heading(away.page, "Validez sur votre téléphone").waitFor();
  await press(away.page, "other");
  await away.page.getByLabel(/^Code de l’application Lumen/).check();
  await press(away.page, "choose");
  await away.page.locator("[name=code]").fill(code);
  await press(away.page, "code");
  await assertOpen(away.page, demo.portals[0]);
  await Promise.all([phone.close(), away.close()]);
});

test("without JavaScript the code is typed, and each page waits for a press", async () => {
  const person = demo.someoneAsked();
  const desk = await atThePortal(person, { javaScriptEnabled: false });
  const phone = await phoneOf();
  await toTheCode(desk.page);
  await press(desk.page, "by_hand");
  const typed = (await desk.page.locator("code.key").innerText()).trim();
  await begin(phone);
  await toTheScanner(phone);
  await phone.tap("Saisir le code");
  await phone.page.getByLabel("Code affiché sur l’autre écran").fill(typed.toLowerCase());
  await phone.tap("Ajouter");
  await heading(phone.page, "Ajouter ce compte ?").waitFor();
  await press(desk.page, "next");
  await heading(desk.page, "Terminez sur votre téléphone").waitFor();
  await finish(phone);
  await press(desk.page, "next");
  await arrived(desk.page);
  const away = await atThePortal(person, { javaScriptEnabled: false });
  const number = await numberOn(away.page);
  await press(away.page, "check");
  assert.equal(await numberOn(away.page), number, "pressed early, it waits calmly");
  await phone.page.getByRole("button", { name: /^Répondre/ }).click();
  await phone.page.getByLabel("Nombre affiché").fill(number);
  await phone.tap(YES);
  await heading(phone.page, /^C’est validé/).waitFor();
  await press(away.page, "check");
  await assertOpen(away.page, demo.portals[0]);
  await Promise.all([phone.close(), desk.close(), away.close()]);
});

test("one phone, two people: a link opened on the phone itself, and each request is its own account's", async () => {
  const { person, phone } = await enrolled();
  const other = demo.someoneAsked();
  const desk = await atThePortal(other);
  await toTheCode(desk.page);
  const link = await scan(desk.page);
  assert.match(link.href, /\/e#[0-9a-f]{32}\.[\w-]{27}$/);
  await phone.page.goto("about:blank");
  await phone.page.goto(link.href);
  await finish(phone);
  assert.equal(new URL(phone.page.url()).hash, "", "the secret does not stay in the address");
  await arrived(desk.page);
  assert.equal(await phone.page.locator(".code").count(), 2);
  const away = await atThePortal(person);
  const number = await numberOn(away.page);
  await phone.page.getByRole("button", { name: /^Répondre/ }).click();
  assert.ok((await phone.page.locator("dl").innerText()).includes(person.identifier[0]));
  await phone.page.getByLabel("Nombre affiché").fill(number === "10" ? "11" : "10");
  await phone.tap(YES);
  await heading(phone.page, "Ce n’est pas le bon nombre").waitFor();
  await heading(away.page, "Le nombre saisi n’était pas le bon").waitFor();
  await Promise.all([phone.close(), desk.close(), away.close()]);
});
