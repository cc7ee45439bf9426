// Signing in with the phone and no password (C28): a computer and the app side by side, behind the phone's own lock and without one,
// after a forgotten password, at both widths. Nobody presses anything on the page that waits.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { press } from "../support/add-phone.mjs";
import { DESKTOP, PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { plugIn } from "../support/device.mjs";
import { begin, finish, newPhone, toTheScanner } from "../support/phone.mjs";
import { signIn } from "../support/steps.mjs";

const YES = "Oui, c’est moi";

let demo, browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

const heading = (page, name) => page.getByRole("heading", { name, level: 1 });

/** From « Sécurité de mon compte » to an app that counts, with the lock of its phone where it is wanted. */
async function owner({ locked = false } = {}) {
  const person = demo.someone();
  const desk = await visit(browser, { viewport: DESKTOP });
  await desk.page.goto(demo.at("/sign-in"));
  await signIn(desk.page, person);
  await desk.page.goto(demo.at("/account/security/new"));
  await desk.page.locator("[name=kind][value=push]").check();
  await press(desk.page, "choose");
  await desk.page.locator("#telephone-android").check();
  await press(desk.page, "phone");
  await press(desk.page, "next");
  const phone = await newPhone({ browser, server: { origin: demo.authenticator } });
  const device = await plugIn(phone.page);
  await begin(phone);
  await toTheScanner(phone);
  const photo = { name: "screen.png", mimeType: "image/png", buffer: await desk.page.screenshot() };
  await phone.page.locator("input[type=file]").setInputFiles(photo);
  await finish(phone);
  if (locked) {
    const told = phone.page.waitForResponse((answer) => answer.url().endsWith("/vap/v1/device/lock"));
    await phone.tap("Réglages");
    await phone.tap("Verrouiller l’application");
    assert.equal((await told).status(), 200, "the company's server knows the lock");
    await phone.page.getByRole("button", { name: "Retour" }).click();
  }
  await heading(desk.page, "Méthode ajoutée").waitFor();
  await desk.close();
  return { person, phone, device };
}

/** By the links that a customer sees, to the number. */
async function asked(page, person, from) {
  await page.goto(demo.at(from));
  for (const link of ["Me connecter sans mot de passe", "Me connecter avec mon téléphone"]) {
    if ((await page.getByRole("link", { name: link }).count()) > 0) {
      await Promise.all([page.waitForEvent("load"), page.getByRole("link", { name: link }).click()]);
    }
  }
  await page.getByLabel("Adresse mail ou identifiant").fill(person.identifier);
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Me connecter avec mon téléphone" }).click()]);
  await heading(page, "Validez sur votre téléphone").waitFor();
  const number = (await page.locator(".number").innerText()).replaceAll(/\D/g, "");
  assert.match(number, /^\d{6}$/);
  return number;
}

async function approve(phone, number) {
  await phone.page.getByRole("button", { name: /^Répondre/ }).click();
  await phone.page.getByText("sans mot de passe").waitFor();
  await phone.page.getByLabel("Nombre affiché").fill(number);
  await phone.tap(YES);
  await heading(phone.page, /^C’est validé/).waitFor();
}

for (const [width, viewport] of [["phone", PHONE], ["desktop", DESKTOP]]) {
  test(`${width}: six digits typed behind the phone's own lock, and the page opens the account by itself`, async () => {
    const { person, phone } = await owner({ locked: true });
    const away = await visit(browser, { viewport });
    const number = await asked(away.page, person, "/sign-in");
    await away.page.reload();
    assert.equal((await away.page.locator(".number").innerText()).replaceAll(/\D/g, ""), number, "X8: a reload asks nothing new");
    const wide = await away.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide`);
    await approve(phone, number);
    await heading(away.page, /^Bonjour/).waitFor();
    assert.deepEqual([...phone.complaints, ...away.complaints], []);
    await Promise.all([phone.close(), away.close()]);
  });
}

test("without a lock, and with one that does not know its owner, a code by mail goes with it", async () => {
  const { person, phone, device } = await owner({ locked: true });
  await device.recognise(false);
  const away = await visit(browser, { viewport: PHONE });
  const number = await asked(away.page, person, "/forgotten-password");
  await approve(phone, number);
  await away.page.getByText("Votre téléphone a validé.").waitFor();
  const code = await demo.sentBy(
    () => press(away.page, "send"),
    (text) => /^\s*(\d{6})\s*$/m.exec(text)?.[1],
  );
  await away.page.locator("[name=code]").fill(code);
  await press(away.page, "code").catch(() => undefined);
  await heading(away.page, /^Bonjour/).waitFor();
  await Promise.all([phone.close(), away.close()]);
});

test("« je n’ai rien demandé » is believed, accuses nobody of a password, and the page shows nothing of it", async () => {
  const { person, phone } = await owner();
  const stranger = await visit(browser, { viewport: DESKTOP });
  const number = await asked(stranger.page, person, "/sign-in");
  await phone.page.getByRole("button", { name: /^Répondre/ }).click();
  await phone.tap("Non, ce n’est pas moi");
  await phone.tap("Signaler");
  await phone.page.getByText("Votre mot de passe n’est pas connu").waitFor();
  assert.equal(await phone.page.getByRole("link", { name: "Changer mon mot de passe" }).count(), 0);
  await press(stranger.page, "check");
  assert.equal((await stranger.page.locator(".number").innerText()).replaceAll(/\D/g, ""), number);
  await Promise.all([phone.close(), stranger.close()]);
});

test("whoever has no account here, and no JavaScript, sees the same page", async () => {
  const nobody = await visit(browser, { viewport: PHONE, javaScriptEnabled: false });
  await asked(nobody.page, { identifier: "personne@lumen.example" }, "/sign-in/phone");
  await press(nobody.page, "check");
  await heading(nobody.page, "Validez sur votre téléphone").waitFor();
  await nobody.close();
});
