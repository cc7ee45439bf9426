// A passkey on a computer and on a telephone, with Chromium's own virtual authenticator: made, shown after the password, shown in the
// field's list and on the page without a password; cancelled, refused, removed; by keyboard; and what is said without any.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { DESKTOP, PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { copyTo, plugIn } from "../support/device.mjs";
import { isAt, openPortal, signIn } from "../support/steps.mjs";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

const heading = (page) => page.locator("h1").innerText();

async function press(page, locator) {
  await Promise.all([page.waitForEvent("load"), locator.click()]);
}

/** From « Sécurité de mon compte » to the page where the device makes one. */
async function toTheDevice(page) {
  await page.goto(demo.at("/account/security"));
  await press(page, page.locator("a[href='/account/security/new']"));
  await page.locator("input[value=passkey]").check();
  await press(page, page.locator("button[value=choose]"));
}

async function make(page) {
  await toTheDevice(page);
  await press(page, page.locator("[data-goes]"));
  assert.equal(await heading(page), "Méthode ajoutée");
  await press(page, page.locator("button[value=finish]"));
}

/** Somebody at home, with a passkey on a device that is plugged in; the field's own list does not answer by itself. */
async function atHome(viewport, options) {
  const person = demo.someone();
  const home = await visit(browser, { viewport });
  await home.page.goto(demo.at("/sign-in"));
  await signIn(home.page, person);
  const device = await plugIn(home.page, options);
  await make(home.page);
  return { person, device, ...home };
}

for (const [width, viewport] of [["phone", PHONE], ["desktop", DESKTOP]]) {
  test(`${width}: made at home, shown after the password elsewhere, then instead of it`, async () => {
    const home = await atHome(viewport);
    assert.ok((await home.page.locator(".devices h3").innerText()).startsWith("Clé d’accès"));
    const wide = await home.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide`);

    const away = await visit(browser, { viewport });
    await openPortal(away.page, demo.portals[0]);
    await signIn(away.page, home.person);
    assert.equal(await heading(away.page), "Utilisez votre clé d’accès");
    const device = await plugIn(away.page);
    await copyTo(home.device, device);
    await press(away.page, away.page.locator("[data-goes]"));
    assert.ok(isAt(away.page, demo.portals[0].url), `the portal opens: ${away.page.url()}`);

    const third = await visit(browser, { viewport });
    await openPortal(third.page, demo.portals[0]);
    await press(third.page, third.page.locator("a[href^='/sign-in/passkey']"));
    assert.equal(await heading(third.page), "Me connecter sans mot de passe");
    // Not before: the sign-in page's own list would find it, and be faster than the walk.
    await copyTo(device, await plugIn(third.page));
    await press(third.page, third.page.locator("[data-goes]"));
    assert.ok(isAt(third.page, demo.portals[0].url), `nothing typed: ${third.page.url()}`);
    assert.deepEqual([...home.complaints, ...away.complaints, ...third.complaints], []);
    await Promise.all([home.close(), away.close(), third.close()]);
  });
}

/** What the page asked its browser, and what its script posted. */
async function overheard(page) {
  const options = JSON.parse(await page.locator("form[data-passkey]").getAttribute("data-options"));
  const posted = page.waitForRequest((request) => request.method() === "POST");
  await press(page, page.locator("[data-goes]"));
  const fields = new URLSearchParams((await posted).postData());
  const said = (name) => fields.get(`passkey_${name}`) ?? undefined;
  const response = {
    clientDataJSON: said("client_data"),
    attestationObject: said("attestation"),
    authenticatorData: said("authenticator_data"),
    signature: said("signature"),
    userHandle: said("user_handle"),
  };
  const answer = { id: said("id"), rawId: said("id"), type: "public-key", clientExtensionResults: {}, response };
  return { options, answer };
}

test("another library believes what we believe", async () => {
  const person = demo.someone();
  const { page, close } = await visit(browser, {});
  await page.goto(demo.at("/sign-in"));
  await signIn(page, person);
  await plugIn(page);
  await toTheDevice(page);
  const expected = { expectedOrigin: new URL(demo.issuer).origin, expectedRPID: "localhost", requireUserVerification: true };
  const made = await overheard(page);
  assert.equal(await heading(page), "Méthode ajoutée");
  const registered = await verifyRegistrationResponse({
    ...expected,
    response: made.answer,
    expectedChallenge: made.options.challenge,
    supportedAlgorithmIDs: made.options.pubKeyCredParams.map(({ alg }) => alg),
  });
  assert.ok(registered.verified);
  await page.goto(demo.at("/sign-in/passkey"));
  const shown = await overheard(page);
  assert.ok((await heading(page)).startsWith("Bonjour"));
  const { verified } = await verifyAuthenticationResponse({
    ...expected,
    response: shown.answer,
    expectedChallenge: shown.options.challenge,
    credential: registered.registrationInfo.credential,
  });
  assert.ok(verified);
  await close();
});

test("the list at the field signs in by itself when the device answers", async () => {
  const home = await atHome(DESKTOP, { synced: false });
  const away = await visit(browser, {});
  await away.page.goto("about:blank");
  await copyTo(home.device, await plugIn(away.page, { synced: false }));
  await away.page.goto(demo.at("/sign-in"));
  await away.page.waitForURL(/\/account$/);
  assert.ok((await heading(away.page)).startsWith("Bonjour"));
  await Promise.all([home.close(), away.close()]);
});

test("what is closed is no failure, what exists is told, and nothing is lost", async () => {
  const { page, device, close } = await atHome(DESKTOP);
  await toTheDevice(page);
  await page.locator("[data-goes]").click();
  await page.locator("[data-told=exists]").waitFor({ state: "visible" });
  await device.unplug();
  await plugIn(page).then((other) => other.recognise(false));
  await page.locator("[data-goes]").click();
  await page.locator("[data-told=cancelled]").waitFor({ state: "visible" });
  assert.ok(await page.locator("[data-goes]").isVisible());
  await press(page, page.locator("button[value=back]"));
  assert.equal(await heading(page), "Choisissez une méthode");
  await close();
});

/** The device heard that its keys serve no more, and forgot them. */
async function emptied(device) {
  const limit = Date.now() + 10_000;
  while ((await device.keys()).length > 0) assert.ok(Date.now() < limit, "it still holds them");
}

test("a removed passkey is refused with a way on, and by keyboard everything is reached", async () => {
  const { page, person, device, close } = await atHome(DESKTOP);
  const keys = await device.keys();
  await page.locator(".devices summary").nth(1).press("Enter");
  await Promise.all([page.waitForEvent("load"), page.locator(".devices .bad-b").press("Enter")]);
  assert.equal(await page.locator(".devices > li").count(), 0);
  await emptied(device);
  const away = await visit(browser, {});
  await away.page.goto(demo.at("/sign-in/passkey"));
  const copy = await plugIn(away.page);
  for (const key of keys) await copy.give(key);
  await Promise.all([away.page.waitForEvent("load"), away.page.locator("[data-goes]").press("Enter")]);
  assert.ok((await away.page.locator("[role=alert]").innerText()).includes("ne sert plus ici"));
  await emptied(copy);
  // In another window: the field's own list of this one may have shown the key before it was taken away.
  const later = await visit(browser, {});
  await later.page.goto(demo.at("/sign-in"));
  await signIn(later.page, person);
  assert.ok((await heading(later.page)).startsWith("Bonjour"));
  await Promise.all([close(), away.close(), later.close()]);
});

test("without JavaScript the pages say what is missing, and another way is there", async () => {
  const home = await atHome(DESKTOP);
  const plain = await visit(browser, { javaScriptEnabled: false, viewport: PHONE });
  await plain.page.goto(demo.at("/sign-in"));
  await press(plain.page, plain.page.locator("a[href^='/sign-in/passkey']"));
  assert.ok((await plain.page.locator("main").innerText()).includes("JavaScript est désactivé"));
  await press(plain.page, plain.page.getByRole("link", { name: "Utiliser mon mot de passe" }));
  await signIn(plain.page, home.person);
  assert.equal(await heading(plain.page), "Utilisez votre clé d’accès");
  assert.ok((await plain.page.locator("main").innerText()).includes("JavaScript est désactivé"));
  assert.equal(await plain.page.locator("[data-goes]").isVisible(), false);
  await press(plain.page, plain.page.locator("button[value=other]"));
  assert.equal(await heading(plain.page), "Essayer une autre méthode");
  await Promise.all([home.close(), plain.close()]);
});
