// X3, P4: a request on the phone, from the question to each of its ends.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { makeKey } from "../../authenticator/tests/mock/jws.mjs";
import { addByCode, begin, newPhone, startPhones } from "../support/phone.mjs";

let phones, phone, enrolled;
before(async () => {
  phones = await startPhones();
  phone = await newPhone(phones);
  await begin(phone);
  enrolled = await addByCode(phone, phones.server);
});
after(() => phones?.stop());

const heading = (name) => phone.page.getByRole("heading", { name });
const number = () => phone.page.getByLabel("Nombre affiché sur l’autre écran");

async function ask(options = {}) {
  const challenge = phones.server.vap.challenge(enrolled, options);
  await phone.page.getByRole("button", { name: /^Répondre/ }).click();
  return challenge;
}

test("the question says who, where, with what and when; yes sleeps until the number is whole", async () => {
  const challenge = await ask();
  await heading("Est-ce vous qui vous connectez ?").waitFor();
  const facts = await phone.page.locator("dl").innerText();
  for (const shown of ["Espace Client", "m•••@lumen.example", "Firefox · Windows", "Lyon"]) assert.ok(facts.includes(shown), shown);
  const yes = phone.page.getByRole("button", { name: "Oui, c’est moi" });
  const no = phone.page.getByRole("button", { name: "Non, ce n’est pas moi" });
  assert.equal(await yes.isDisabled(), true);
  assert.equal(await no.isDisabled(), false);
  await number().fill("4");
  assert.equal(await yes.isDisabled(), true);
  await number().fill("4 7");
  assert.equal(await yes.isDisabled(), false);
  await yes.click();
  await heading(/^C’est validé/).waitFor();
  assert.equal(challenge.state, "approved");
  await phone.tap("Terminé");
  await heading("Mes comptes").waitFor();
  assert.equal(await phone.page.getByText("Demandes en attente").count(), 0);
});

test("a wrong number ends a request of two digits", async () => {
  const challenge = await ask();
  await number().fill("48");
  await phone.tap("Oui, c’est moi");
  await heading("Ce n’est pas le bon nombre").waitFor();
  assert.equal(challenge.state, "failed");
  await phone.tap("Terminé");
});

test("six digits may be mistyped twice", async () => {
  const challenge = await ask({ mode: "enter6", number: "472913" });
  for (const [typed, words] of [["000000", "il reste 2 essais"], ["111111", "il reste un essai"]]) {
    await number().fill(typed);
    await phone.tap("Oui, c’est moi");
    await phone.page.locator(".err").getByText(words).waitFor();
    assert.equal(await number().inputValue(), "");
  }
  await number().fill("472-913");
  await phone.tap("Oui, c’est moi");
  await heading(/^C’est validé/).waitFor();
  assert.equal(challenge.state, "approved");
  await phone.tap("Terminé");
});

test("« Je n’ai rien demandé » reports, says what follows and leads to the password", async () => {
  const challenge = await ask();
  await phone.tap("Non, ce n’est pas moi");
  await heading("Pourquoi refusez-vous ?").waitFor();
  await phone.tap("Signaler");
  await heading("Merci, la connexion est bloquée").waitFor();
  assert.equal(challenge.state, "reported");
  const change = phone.page.getByRole("link", { name: "Changer mon mot de passe" });
  assert.equal(await change.getAttribute("href"), "http://localhost:1/.well-known/change-password");
  await phone.tap("Terminé");
});

test("« Par erreur » refuses without an alarm", async () => {
  const challenge = await ask();
  await phone.tap("Non, ce n’est pas moi");
  await phone.page.getByLabel(/^Par erreur/).check();
  await phone.tap("Signaler");
  await phone.page.getByText("Personne ne s’est connecté").waitFor();
  assert.equal(challenge.state, "denied");
  await phone.tap("Terminé");
});

test("a request that runs out, is answered elsewhere or replaced says so", async () => {
  await ask({ lives: 4 });
  await heading("La demande n’est plus valable").waitFor();
  await phone.tap("Terminé");
  for (const [state, words] of [["superseded", "Une demande plus récente la remplace"], ["approved", "Une réponse a déjà été donnée"]]) {
    const challenge = await ask();
    await number().fill("47");
    challenge.state = state;
    await phone.tap("Oui, c’est moi");
    await heading(words).waitFor();
    await phone.tap("Terminé");
  }
});

test("an answer that does not leave the phone can be sent again", async () => {
  const challenge = await ask();
  await number().fill("47");
  await phone.context.setOffline(true);
  await phone.tap("Oui, c’est moi");
  await phone.page.getByRole("alert").getByText("La réponse n’est pas partie").waitFor();
  await phone.context.setOffline(false);
  await phone.tap("Oui, c’est moi");
  await heading(/^C’est validé/).waitFor();
  assert.equal(challenge.state, "approved");
  await phone.tap("Terminé");
});

test("a purchase shows seller, thing, amount and bill, and takes six digits", async () => {
  const tx = { id: "pay_1", amt: "4.99", cur: "EUR", payee: "Le Journal SA", payee_id: "mrc_1", label: "Accès 24 h", line: "Livebox ••••42" };
  const challenge = await ask({ kind: "payment", mode: "enter6", number: "472913", lives: 180, tx });
  await heading(/^Confirmez.vous cet achat/).waitFor();
  assert.match(await phone.page.locator(".amount").innerText(), /^4,99\s€$/u);
  for (const shown of ["Le Journal SA", "Accès 24 h", "Livebox ••••42"]) await phone.page.getByText(shown).waitFor();
  await number().fill("472913");
  await phone.tap("Confirmer l’achat");
  await heading(/^C’est validé/).waitFor();
  assert.equal(challenge.state, "approved");
  await phone.tap("Terminé");
});

test("an unknown kind of request can only be refused", async () => {
  const challenge = await ask({ kind: "marriage" });
  await heading("Une demande attend").waitFor();
  assert.equal(await phone.page.getByRole("button", { name: "Oui, c’est moi" }).count(), 0);
  await phone.tap("Non, ce n’est pas moi");
  await phone.tap("Signaler");
  await heading("Merci, la connexion est bloquée").waitFor();
  assert.equal(challenge.state, "reported");
  await phone.tap("Terminé");
});

test("a request that the server's pinned key did not sign is never shown", async () => {
  const { vap } = phones.server;
  const forged = vap.challenge(enrolled, { key: makeKey() });
  await phone.page.getByText("Une demande a besoin d’une version plus récente").waitFor();
  assert.equal(await phone.page.getByRole("button", { name: /^Répondre/ }).count(), 0);
  forged.state = "expired";
  const astray = vap.challenge(enrolled, { iss: "https://autre.example" });
  await pause(4_000);
  assert.equal(await phone.page.getByRole("button", { name: /^Répondre/ }).count(), 0);
  astray.state = "expired";
});

test("a new key is taken over when the old one announces it", async () => {
  const { vap } = phones.server;
  const [old, next] = [vap.key, makeKey()];
  vap.announced = { by: old, keys: [old.jwk, next.jwk] };
  const challenge = vap.challenge(enrolled, { key: next });
  await phone.page.getByRole("button", { name: /^Répondre/ }).click();
  await number().fill("47");
  await phone.tap("Oui, c’est moi");
  await heading(/^C’est validé/).waitFor();
  assert.equal(challenge.state, "approved");
  await phone.tap("Terminé");
  assert.deepEqual(phone.complaints, []);
});

test("a blocked account hides its code; an account that the company ended disappears", async () => {
  enrolled.state = "suspended";
  await phone.page.reload();
  await phone.page.getByText("Ce téléphone a été bloqué").waitFor();
  assert.equal(await phone.page.locator(".digits").isVisible(), false);
  enrolled.state = "revoked";
  await phone.page.reload();
  await phone.page.getByRole("heading", { name: "Bienvenue" }).or(phone.page.getByText("Compte retiré")).first().waitFor();
  assert.equal(await phone.page.locator(".code").count(), 0);
});
