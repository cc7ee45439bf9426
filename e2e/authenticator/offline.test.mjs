// E8, A17, P5: without a network, with a wrong clock, after the system erased everything, behind the phone's own lock.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, afterEach, before, test } from "node:test";
import { addByCode, begin, newPhone, startPhones } from "../support/phone.mjs";

let phones, phone;
before(async () => (phones = await startPhones()));
after(() => phones?.stop());
afterEach(async () => {
  phones.server.skew = 0;
  await phone?.close();
});

/** RFC 6238 in Node's own words, for the secret that the server gives. */
function codeAt(seconds) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
  const mac = createHmac("sha1", "12345678901234567890").update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, "0");
}

const heard = async () => (await phone.page.locator(".digits .sr").first().textContent()).replaceAll(" ", "");
const linked = async () => {
  phone = await newPhone(phones);
  await begin(phone);
  return addByCode(phone, phones.server);
};

test("in airplane mode the app opens from its icon and shows the right code", async () => {
  await linked();
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await phone.context.setOffline(true);
  await phone.page.goto("about:blank");
  await phone.open();
  await phone.page.getByRole("heading", { name: "Mes comptes" }).waitFor();
  await phone.page.getByText("Pas de réseau").waitFor();
  const before = Date.now() / 1000;
  const code = await heard();
  assert.ok([codeAt(before), codeAt(before - 30), codeAt(Date.now() / 1000)].includes(code), code);
  await phone.page.getByText("Service client Lumen").waitFor();
});

test("a phone whose clock is wrong shows the server's codes and says so", async () => {
  await linked();
  phones.server.skew = 3_600_000;
  await phone.page.reload();
  await phone.page.getByText("L’heure de ce téléphone est fausse").waitFor();
  const now = (Date.now() + phones.server.skew) / 1000;
  await phone.page.waitForFunction(
    (codes) => codes.includes(document.querySelector(".digits .sr").textContent.replaceAll(" ", "")),
    [codeAt(now), codeAt(now + 30)],
  );
});

test("neither the key nor the secret of the codes can be read by a script", async () => {
  await linked();
  const kept = await phone.page.evaluate(async () => {
    const db = await new Promise((resolve) => (indexedDB.open("vestibule").onsuccess = (event) => resolve(event.target.result)));
    const store = db.transaction("accounts").objectStore("accounts");
    const [account] = await new Promise((resolve) => (store.getAll().onsuccess = (event) => resolve(event.target.result)));
    const refused = (format, key) => crypto.subtle.exportKey(format, key).then(() => false, () => true);
    const text = JSON.stringify(account);
    return [await refused("jwk", account.privateKey), await refused("raw", account.totp.key), /GEZDGNBV/.test(text)];
  });
  assert.deepEqual(kept, [true, true, false]);
});

test("a phone that the system made forget says that it is no longer linked", async () => {
  await linked();
  await phone.open("/company.json");
  await phone.page.evaluate(
    () => new Promise((resolve, reject) => Object.assign(indexedDB.deleteDatabase("vestibule"), { onsuccess: resolve, onerror: reject })),
  );
  await phone.open();
  await phone.page.getByRole("heading", { name: "Ce téléphone n’est plus relié" }).waitFor();
  await phone.tap("Ajouter de nouveau mon compte");
  await phone.page.getByRole("heading", { name: "Ajouter un compte" }).waitFor();
});

test("an account that its owner removed is ended with the server first, and not called lost", async () => {
  const enrolled = await linked();
  const remove = async () => {
    await phone.tap("Retirer le compte");
  };
  await phone.page.getByRole("button", { name: /^Détail du compte/ }).click();
  await phone.tap("Retirer ce compte");
  await phone.context.setOffline(true);
  await remove();
  await phone.page.getByRole("alert").getByText("Le compte n’a pas été retiré").waitFor();
  assert.equal(enrolled.state, "active");
  await phone.context.setOffline(false);
  await remove();
  await phone.page.getByRole("heading", { name: "Bienvenue" }).waitFor();
  assert.equal(enrolled.state, "revoked");
  await phone.page.reload();
  await phone.page.getByRole("heading", { name: "Ajoutez Lumen à votre écran d’accueil" }).waitFor();
});

test("an account keeps the name that its owner gives it, and the app its language", async () => {
  await linked();
  await phone.page.getByRole("button", { name: /^Détail du compte/ }).click();
  const name = phone.page.getByLabel("Nom du compte");
  await name.fill(" ");
  await phone.tap("Enregistrer");
  await phone.page.locator(".err").getByText("Donnez un nom").waitFor();
  await name.fill("Maison");
  await phone.tap("Enregistrer");
  await phone.page.getByRole("button", { name: "Détail du compte Maison" }).waitFor();
  await phone.tap("Réglages");
  await phone.tap("English");
  await phone.page.getByRole("heading", { name: "Settings" }).waitFor();
  await phone.page.reload();
  await phone.page.getByRole("heading", { name: "My accounts" }).waitFor();
  assert.equal(await phone.page.evaluate(() => document.documentElement.lang), "en");
});

test("behind the phone's own lock nothing is shown until the phone knows its owner", async () => {
  phone = await newPhone(phones);
  const cdp = await phone.context.newCDPSession(phone.page);
  await cdp.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options });
  await begin(phone);
  await addByCode(phone, phones.server);
  await phone.tap("Réglages");
  await phone.tap("Verrouiller l’application");
  await phone.page.getByText("L’application se verrouille.").waitFor();
  await phone.page.reload();
  await phone.page.getByRole("heading", { name: "Déverrouillez l’application" }).waitFor();
  assert.equal(await phone.page.locator(".digits").count(), 0);
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await phone.tap("Déverrouiller");
  await phone.page.getByRole("alert").getByText("L’application reste verrouillée").waitFor();
  assert.equal(await phone.page.locator(".digits").count(), 0);
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
  await phone.tap("Déverrouiller");
  await phone.page.getByRole("heading", { name: "Mes comptes" }).waitFor();
  assert.deepEqual(phone.complaints, []);
});
