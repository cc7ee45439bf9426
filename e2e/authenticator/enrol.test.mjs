// E5, E0: the company's account on this phone, by every way a code can come.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "../support/browser.mjs";
import { film, photo } from "../support/qr.mjs";
import { addByCode, afterPush, begin, newPhone, startPhones } from "../support/phone.mjs";

let phones, folder;
before(async () => {
  phones = await startPhones();
  folder = await mkdtemp(join(tmpdir(), "vestibule-film-"));
});
after(async () => {
  await phones?.stop();
  await rm(folder, { recursive: true, force: true });
});

const link = ({ es, secret }) => `${phones.server.origin}/e#${es}.${secret}`;

test("a code typed by hand leads through the seed's words to the account", async () => {
  const phone = await newPhone(phones);
  await begin(phone);
  const registered = await addByCode(phone, phones.server);
  assert.equal(registered.facts.platform, "android");
  assert.equal(registered.push, null);
  assert.match(await phone.page.locator(".digits .sr").textContent(), /^\d( \d){5}$/);
  assert.deepEqual(phone.complaints, []);
  await phone.close();
});

test("no key is made and nothing is registered before the person says so", async () => {
  const phone = await newPhone(phones);
  const enrolment = phones.server.vap.enrolment();
  await phone.open(`/e#${enrolment.es}.${enrolment.secret}`);
  await phone.page.getByRole("heading", { name: "Ajouter ce compte ?" }).waitFor();
  assert.equal(enrolment.state, "claimed");
  assert.equal(new URL(phone.page.url()).hash, "", "the secret stayed in the address");
  await phone.tap("Annuler");
  await phone.page.getByRole("heading", { name: "Bienvenue" }).waitFor();
  assert.equal(enrolment.phone, undefined);
  await phone.close();
});

test("a QR code held before the camera enrols", async () => {
  const enrolment = phones.server.vap.enrolment();
  const file = join(folder, "qr.y4m");
  await writeFile(file, film(link(enrolment)));
  const camera = ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${file}`];
  const browser = await launch(camera);
  const phone = await newPhone({ ...phones, browser }, { permissions: ["camera"] });
  await begin(phone);
  await phone.tap("Ajouter un compte");
  await phone.page.getByRole("button", { name: /^Organisation/ }).click();
  await phone.page.getByRole("button", { name: /^Ajouter un compte depuis/ }).click();
  await phone.tap("Numérisez le code QR");
  await phone.tap("Ajouter ce compte");
  await afterPush(phone);
  await phone.page.getByRole("heading", { name: "Compte ajouté" }).waitFor();
  assert.equal(enrolment.state, "completed");
  assert.deepEqual(phone.complaints, []);
  await browser.close();
});

test("a photo of the QR code enrols, and a wrong photo says what to do", async () => {
  const phone = await newPhone(phones);
  const enrolment = phones.server.vap.enrolment();
  const give = async (name, text) => {
    await writeFile(join(folder, name), await photo(phone.page, text));
    await phone.page.locator("input[type=file]").setInputFiles(join(folder, name));
  };
  await begin(phone);
  await phone.tap("Ajouter un compte");
  await phone.page.getByRole("button", { name: /^Organisation/ }).click();
  await phone.page.getByRole("button", { name: /^Ajouter un compte depuis/ }).click();
  await give("none.png", undefined);
  await phone.page.getByRole("alert").getByText("Aucun code QR sur cette photo").waitFor();
  await give("other.png", "https://lumen.example/");
  await phone.page.getByRole("alert").getByText("Ce code QR n’ajoute pas de compte").waitFor();
  await give("elsewhere.png", link(enrolment).replace(/\/\/[^/]+/, "//app.autre.example"));
  await phone.page.getByRole("alert").getByText("app.autre.example").waitFor();
  await give("ours.png", link(enrolment));
  await phone.page.getByRole("heading", { name: "Ajouter ce compte ?" }).waitFor();
  await phone.close();
});

test("a code that is wrong, over or used is refused with a way on", async () => {
  const phone = await newPhone(phones);
  await phone.open();
  const [over, used] = [phones.server.vap.enrolment(), phones.server.vap.enrolment()];
  over.state = "expired";
  used.state = "claimed";
  for (const [enrolment, words] of [[over, "Ce code n’est plus valable"], [used, "Ce code a déjà servi"]]) {
    await phone.page.goto("about:blank");
    await phone.open(`/e#${enrolment.es}.${enrolment.secret}`);
    await phone.page.getByRole("alert").getByText(words).waitFor();
    await phone.page.getByRole("button", { name: "Recommencer" }).waitFor();
  }
  await phone.tap("Recommencer");
  await phone.tap("Saisir le code");
  const field = phone.page.getByLabel("Code affiché sur l’autre écran");
  for (const [typed, words] of [["", "Saisissez le code"], ["ABC", "10 caractères"], ["0000000000", "n’est pas reconnu"]]) {
    await field.fill(typed);
    await phone.tap("Ajouter");
    await phone.page.locator(".err").getByText(words).waitFor();
    assert.equal(await field.getAttribute("aria-invalid"), "true");
  }
  await phone.close();
});

test("on an iPhone, a link opened outside of the app gives the code to copy and makes no key", async () => {
  const userAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1";
  const phone = await newPhone(phones, { userAgent, permissions: ["clipboard-read", "clipboard-write"] });
  const enrolment = phones.server.vap.enrolment();
  await phone.open(`/e#${enrolment.es}.${enrolment.secret}`);
  await phone.page.getByText("Un code vous attend").waitFor();
  await phone.page.getByRole("button", { name: "Continuer sans installer" }).waitFor({ state: "detached" });
  await phone.tap("Copier le code");
  assert.equal(await phone.page.evaluate(() => navigator.clipboard.readText()), link(enrolment));
  assert.equal(enrolment.state, "created");
  await phone.close();
});

test("several accounts stand side by side, each with a key of its own", async () => {
  const phone = await newPhone(phones);
  await begin(phone);
  const one = await addByCode(phone, phones.server, { hint: "m•••@lumen.example" });
  const other = await addByCode(phone, phones.server, { hint: "p•••@lumen.example" });
  assert.notEqual(one.kid, other.kid);
  assert.equal(await phone.page.locator(".code").count(), 2);
  await phone.close();
});

test("an enrolment that asks for a number shows its request at once", async () => {
  const phone = await newPhone(phones);
  await begin(phone);
  const enrolled = await addByCode(phone, phones.server, { confirm: "number" });
  await phone.page.getByText("Ajout d’un téléphone").waitFor();
  await phone.page.getByRole("button", { name: /^Répondre/ }).click();
  await phone.page.getByLabel("Nombre affiché sur l’autre écran").fill("47");
  await phone.tap("Oui, c’est moi");
  await phone.page.getByRole("heading", { name: /^C’est validé/ }).waitFor();
  assert.equal([...phones.server.vap.challenges.values()].find((one) => one.enr === enrolled.enr).state, "approved");
  await phone.close();
});

test("codes of another company come from its QR code, after a question", async () => {
  const phone = await newPhone(phones);
  await begin(phone);
  await phone.tap("Ajouter un compte");
  await phone.page.getByRole("button", { name: /^Autre compte/ }).click();
  const file = join(folder, "totp.png");
  const uri = "otpauth://totp/Boutique:marie%40example.net?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Boutique";
  await writeFile(file, await photo(phone.page, uri));
  await phone.page.locator("input[type=file]").setInputFiles(file);
  await phone.page.getByText("marie@example.net").waitFor();
  await phone.tap("Ajouter ce compte");
  await phone.tap("Terminé");
  await phone.page.getByText("Boutique").waitFor();
  assert.match(await phone.page.locator(".digits .sr").textContent(), /^\d( \d){5}$/);
  await phone.close();
});
