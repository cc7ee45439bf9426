// Pages and states of a password that is forgotten, changed or new, reached as a person reaches them.

import { askForReset, choosePassword } from "./reset.mjs";
import { send, signIn } from "./steps.mjs";

const WEAK = "motdepasse2026";
const CHOSEN = "cerise moulin tapis orage";

/** Name, and how to stand there on a fresh profile. Each takes a customer of its own: a message too many is not sent. */
export const PASSWORD_STATES = [
  ["forgotten password", (page, demo) => page.goto(demo.at("/forgotten-password"))],
  ["forgotten password, nothing typed", nothingTyped],
  ["forgotten password, a message is on its way", asked],
  ["forgotten password, a wrong code", wrongCode],
  ["new password", opened],
  ["new password, too weak", weak],
  ["new password, and the sign-in that follows", chosen],
  ["addresses that wait after a recovery", (page, demo) => recovered(page, demo, "/account/contacts")],
  ["recovery codes that wait", (page, demo) => recovered(page, demo, "/account/recovery-codes")],
  ["a link that is no use", (page, demo) => page.goto(demo.at("/reset?token=rien"))],
  ["a notice's link that is no use", (page, demo) => page.goto(demo.at("/not-me?token=rien"))],
  ["the way from a notice: not me", notMe],
  ["change of password", changing],
  ["change of password, refused", changeRefused],
];

async function nothingTyped(page, demo) {
  await page.goto(demo.at("/forgotten-password"));
  await page.locator("form").evaluateAll((forms) => forms.forEach((form) => { form.noValidate = true; }));
  await send(page, "[name=identifier]");
}

async function asked(page, demo) {
  await page.goto(demo.at("/sign-in"));
  return askForReset(page, demo, demo.someone());
}

async function wrongCode(page, demo) {
  const { code } = await asked(page, demo);
  await page.locator("[name=code]").fill(code === "000000" ? "000001" : "000000");
  await send(page, "[name=code]");
}

async function opened(page, demo) {
  const { code } = await asked(page, demo);
  await page.locator("[name=code]").fill(code);
  await send(page, "[name=code]");
}

async function weak(page, demo) {
  await opened(page, demo);
  await choosePassword(page, WEAK);
}

async function chosen(page, demo) {
  await opened(page, demo);
  await choosePassword(page, CHOSEN);
}

/** A page of the account, right after its password was forgotten. */
export async function recovered(page, demo, path, person = demo.someone()) {
  await page.goto(demo.at("/sign-in"));
  const { code } = await askForReset(page, demo, person);
  await page.locator("[name=code]").fill(code);
  await send(page, "[name=code]");
  await choosePassword(page, CHOSEN);
  await signIn(page, { ...person, password: CHOSEN });
  await page.goto(demo.at(path));
}

async function notMe(page, demo) {
  const link = (text) => /http\S+\/not-me\?token=\S+/u.exec(text)?.[0];
  await page.goto(await demo.sentBy(() => inside(page, demo), link));
}

async function inside(page, demo) {
  await page.goto(demo.at("/sign-in"));
  await signIn(page, demo.someone());
}

async function changing(page, demo) {
  await inside(page, demo);
  await page.goto(demo.at("/account/password"));
}

async function changeRefused(page, demo) {
  await changing(page, demo);
  await page.locator("[name=password]").fill("pas le bon mot de passe");
  await choosePassword(page, CHOSEN);
}
