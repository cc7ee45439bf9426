// Every screen: axe without a finding, 320 pixels without a scroll, targets for thumbs, words for those who do not see.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "../support/axe.mjs";
import { addByCode, newPhone, startPhones } from "../support/phone.mjs";

let phones;
before(async () => (phones = await startPhones()));
after(() => phones?.stop());

const MODES = [
  { colorScheme: "light", viewport: { width: 390, height: 844 } },
  { colorScheme: "dark", viewport: { width: 320, height: 640 } },
  { colorScheme: "light", forcedColors: "active", reducedMotion: "reduce", viewport: { width: 320, height: 256 } },
];

for (const mode of MODES) {
  const name = `${mode.colorScheme}${mode.forcedColors ? ", forced colours" : ""}, ${mode.viewport.width} x ${mode.viewport.height}`;
  test(`every screen can be used by everybody: ${name}`, async () => {
    const phone = await newPhone(phones, mode);
    await walk(phone, (screen) => check(phone, screen));
    assert.deepEqual(phone.complaints, []);
    await phone.close();
  });
}

async function check({ page }, screen) {
  assert.deepEqual(await violations(page), [], screen);
  const found = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - innerWidth,
    small: [...document.querySelectorAll("button, input:not([type=file]), a[href]")]
      .filter((one) => one.getClientRects().length > 0 && !one.closest(".skip, .support") && !one.classList.contains("skip"))
      .filter((one) => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < 24)
      .map((one) => one.outerHTML.slice(0, 80)),
    title: document.title,
    headings: document.querySelectorAll("h1").length,
  }));
  assert.ok(found.wide <= 0, `${screen} is ${found.wide} px too wide`);
  assert.deepEqual(found.small, [], screen);
  assert.equal(found.headings, 1, screen);
  assert.match(found.title, / - Lumen$/, screen);
}

/** Through the app as a person would, stopping at each screen. */
async function walk(phone, stop) {
  const { page, tap } = phone;
  const row = (name) => page.getByRole("button", { name }).click();
  const heading = (name) => page.getByRole("heading", { name }).first().waitFor();
  await phone.open();
  await heading(/écran d’accueil/);
  await stop("A1");
  await tap("Continuer sans installer");
  await heading("Bienvenue");
  await stop("A2");
  const hint = "marie-christine.delaforêt-duchemin•••@lumen.example";
  const enrolled = await addByCode(phone, phones.server, { hint });
  await stop("A10");
  await tap("Ajouter un compte");
  await heading("Ajouter un compte");
  await stop("A3");
  await row(/^Organisation/);
  await heading("Organisation");
  await stop("A4");
  await row(/^Ajouter un compte depuis/);
  await heading("Numérisez le code QR");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1", "the focus goes to the new heading");
  await stop("A5");
  await tap("Saisir le code");
  await tap("Ajouter");
  await stop("A6");
  const another = phones.server.vap.enrolment();
  await page.getByLabel("Code affiché sur l’autre écran").fill(another.code);
  await tap("Ajouter");
  await heading("Ajouter ce compte ?");
  await stop("A7");
  await tap("Ajouter ce compte");
  await heading("Recevoir les demandes");
  await stop("A8");
  await tap("Plus tard");
  await heading("Compte ajouté");
  await stop("A9");
  await tap("Terminé");
  await requests(phone, enrolled, stop);
  await page.getByRole("button", { name: /^Détail du compte/ }).first().click();
  await stop("A14");
  await tap("Retirer ce compte");
  await stop("A14, end");
  await tap("Garder le compte");
  await tap("Retour");
  await tap("Réglages");
  await heading("Réglages");
  await stop("settings");
  await tap("Changer de téléphone");
  await stop("A15");
  await tap("Retour");
  await tap("Bon à savoir");
  await stop("P7");
}

async function requests(phone, enrolled, stop) {
  const { page, tap } = phone;
  const answer = () => page.getByRole("button", { name: /^Répondre/ }).click();
  phones.server.vap.challenge(enrolled);
  await answer();
  await page.getByLabel("Nombre affiché").waitFor();
  await stop("A11");
  await tap("Non, ce n’est pas moi");
  await stop("A12");
  await tap("Signaler");
  await page.getByRole("heading", { name: /^Merci/ }).waitFor();
  await stop("A12, reported");
  await tap("Terminé");
  const tx = { id: "p", amt: "4.99", cur: "EUR", payee: "Le Journal SA", payee_id: "m", label: "Accès 24 h", line: "Livebox ••••42" };
  phones.server.vap.challenge(enrolled, { kind: "payment", mode: "enter6", number: "472913", tx });
  await answer();
  await page.getByLabel("Nombre affiché").fill("000000");
  await tap("Confirmer l’achat");
  await page.locator(".err").getByText("essais").waitFor();
  await stop("A11b, refused");
  await page.getByLabel("Nombre affiché").fill("472913");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /^C’est validé/ }).waitFor();
  await stop("A13");
  await tap("Terminé");
}
