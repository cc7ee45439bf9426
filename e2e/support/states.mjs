// Every page and state that a customer can stand on in these journeys, reached as a person reaches it.
// The walks of the look and of accessibility go through them all.

import { addChild, openAdding, pressAdd, signInAsHolder } from "./household.mjs";
import { secondWay } from "./second-way.mjs";
import { PASSWORD_STATES } from "./states-password.mjs";
import { decide, openPortal, send, signIn, signOut } from "./steps.mjs";
import { codeOf } from "./telephone.mjs";

const WRONG = "pas le bon mot de passe";

/** Name, and how to stand there on a fresh profile. */
export const STATES = [
  ["sign-in", (page, demo) => page.goto(demo.at("/sign-in"))],
  ["sign-in, refused", refused],
  ["sign-in, nothing typed", (page, demo) => attempt(page, demo, { identifier: "", password: "" })],
  ["sign-in, address remembered", remembered],
  ["who signs in", household],
  ["who signs in, nobody chosen", nobodyChosen],
  ["sign-in for a portal", (page, demo) => openPortal(page, demo.portals[0])],
  ["a portal", inside],
  ["account", (page, demo, person) => signedInAt(page, demo, person, "/account")],
  ["devices", (page, demo, person) => signedInAt(page, demo, person, "/account/devices")],
  ["household", (page, demo, person) => signedInAt(page, demo, person, "/account/household")],
  ["a person to add", adding],
  ["a person to add, refused", addingNobody],
  ["a starting code", startingCode],
  ["start", (page, demo) => page.goto(demo.at("/start"))],
  ["start, refused", startingWrongly],
  ["start, the password", startingPassword],
  ["start, done", started],
  ["a second way", secondWay],
  ["activity", (page, demo, person) => signedInAt(page, demo, person, "/account/activity")],
  ["security", (page, demo, person) => signedInAt(page, demo, person, "/account/security")],
  ["enrol, the list of methods", (page, demo, person) => enrolling(page, demo, person, 0)],
  ["enrol, iPhone or Android", (page, demo, person) => enrolling(page, demo, person, 1)],
  ["enrol, the app is installed", (page, demo, person) => enrolling(page, demo, person, 2)],
  ["enrol, the QR code", (page, demo, person) => enrolling(page, demo, person, 3)],
  ["enrol, by hand", (page, demo, person) => enrolling(page, demo, person, 4)],
  ["enrol, the first code", (page, demo, person) => enrolling(page, demo, person, 5)],
  ["enrol, the number for texts", (page, demo, person) => choosingMethod(page, demo, person, "sms")],
  ["enrol, no number", (page, demo, person) => choosingMethod(page, demo, person, "sms", "send_to")],
  ["enrol, a number whose SIM card changed", changedCard],
  ["enrol, the address for codes", (page, demo, person) => choosingMethod(page, demo, person, "mail_code")],
  ["enrol, the card to print", (page, demo, person) => choosingMethod(page, demo, person, "card")],
  ["enrol, a cell of the card", (page, demo, person) => choosingMethod(page, demo, person, "card", "next")],
  ["enrol, a wrong code", (page, demo, person) => enrolling(page, demo, person, 6)],
  ["enrol, a passkey", (page, demo, person) => makingPasskey(page, demo, person)],
  ["sign-in without a password", (page, demo) => page.goto(demo.at("/sign-in/passkey"))],
  ["sign-in with the phone", (page, demo) => page.goto(demo.at("/sign-in/phone"))],
  ["sign-in with the phone, nothing typed", (page, demo) => byPhone(page, demo, "")],
  ["sign-in with the phone, the number", (page, demo) => byPhone(page, demo, "personne@lumen.example")],
  ["enrol, our app is installed", (page, demo, person) => enrolling(page, demo, person, 2, "push")],
  ["enrol, the QR code of our app", (page, demo, person) => enrolling(page, demo, person, 3, "push")],
  ["enrol, our app by hand", (page, demo, person) => enrolling(page, demo, person, 4, "push")],
  ["contact addresses", (page, demo, person) => signedInAt(page, demo, person, "/account/contacts")],
  ["recovery codes", (page, demo, person) => signedInAt(page, demo, person, "/account/recovery-codes")],
  ["enrol, the method is added", added],
  ["security, with a method", protectedAccount],
  ["lost phone", (page, demo) => page.goto(demo.at("/lost-phone"))],
  ["lost phone, nothing to block", (page, demo, person) => signedInAt(page, demo, person, "/account/security/lost-phone")],
  ["lost phone, what was on it", losing],
  ["lost phone, blocked", (page, demo) => losing(page, demo, true)],
  ["sign-out", (page, demo, person) => signedInAt(page, demo, person, "/sign-out")],
  ["signed out", signedOut],
  ["a choice that can wait", (page, demo) => attempt(page, demo, letter(demo, "14 days"))],
  ["a choice on the last day", (page, demo) => attempt(page, demo, letter(demo, "last day"))],
  ["login and password", choosing],
  ["login and password, refused", choosingNothing],
  ...PASSWORD_STATES,
  ["help", (page, demo) => page.goto(demo.at("/help"))],
  ["help, a topic", aTopic],
  ["cookies", (page, demo) => page.goto(demo.at("/legal/cookies"))],
  ["accessibility", (page, demo) => page.goto(demo.at("/legal/accessibility"))],
  ["a page that does not exist", (page, demo) => page.goto(demo.at("/nulle-part"))],
  ["a request that cannot be understood", (page, demo) => page.goto(demo.at("/oauth2/authorize?client_id=personne"))],
];

async function byPhone(page, demo, identifier) {
  await page.goto(demo.at("/sign-in/phone"));
  await page.locator("#identifier").fill(identifier);
  await send(page, "#identifier");
}

async function adding(page, demo) {
  await signInAsHolder(page, demo);
  await openAdding(page, demo);
}

async function addingNobody(page, demo) {
  await adding(page, demo);
  await pressAdd(page);
}

/** Somebody else each time: a login is taken once, and a household grows by ten a year. */
let childrenAdded = 0;
async function startingCode(page, demo) {
  const login = `tom.martin${(childrenAdded += 1)}`;
  await signInAsHolder(page, demo);
  return [login, await addChild(page, demo, login)];
}

async function startingWrongly(page, demo) {
  await page.goto(demo.at("/start"));
  await page.locator("[name=identifier]").fill("tom.martin");
  await send(page, "[name=start_code]");
}

async function startingPassword(page, demo) {
  const [login, code] = await startingCode(page, demo);
  await page.goto(demo.at("/start"));
  await page.locator("[name=identifier]").fill(login);
  await page.locator("[name=start_code]").fill(code);
  await send(page, "[name=start_code]");
}

async function started(page, demo) {
  await startingPassword(page, demo);
  await page.locator("[name=new_password]").fill("trois petits chats gris");
  await send(page, "[name=new_password]");
}

function letter(demo, kind) {
  return demo.personalise.find((person) => person.note.includes(kind));
}

async function choosing(page, demo) {
  await attempt(page, demo, letter(demo, "14 days"));
  await Promise.all([page.waitForEvent("load"), page.locator("button[value=now]").click()]);
}

async function choosingNothing(page, demo) {
  await choosing(page, demo);
  await Promise.all([page.waitForEvent("load"), page.locator("form button.full").click()]);
}

async function attempt(page, demo, person, boxes) {
  await page.goto(demo.at("/sign-in"));
  // The browser's own bubbles would stop an empty form; the page's own words are looked at here.
  await page.locator("form").evaluateAll((forms) => forms.forEach((form) => { form.noValidate = true; }));
  await signIn(page, person, boxes);
}

function refused(page, demo, person) {
  return attempt(page, demo, { ...person, password: WRONG });
}

async function remembered(page, demo, person) {
  await attempt(page, demo, person, { remember: true });
  await signOut(page, demo);
  await page.goto(demo.at("/sign-in"));
}

async function household(page, demo, person) {
  await attempt(page, demo, person, { remember: true, keep: true });
  await page.goto(demo.at("/sign-in?other=person"));
  await signIn(page, demo.someone(), { remember: false, keep: true });
  await page.goto(demo.at("/sign-in?who=1"));
}

async function nobodyChosen(page, demo, person) {
  await household(page, demo, person);
  await send(page, "[name=person]");
}

async function inside(page, demo, person) {
  await openPortal(page, demo.portals[0]);
  await signIn(page, person);
}

async function signedInAt(page, demo, person, path) {
  await attempt(page, demo, person);
  await page.goto(demo.at(path));
}

/** Setting up a method, so many steps far; nothing is added. */
async function enrolling(page, demo, person, steps, kind = "totp") {
  await signedInAt(page, demo, person, "/account/security/new");
  const buttons = ["choose", "phone", "next", "by_hand", "next", "code"];
  for (const button of buttons.slice(0, steps)) {
    if (button === "choose") await page.locator(`[name=kind][value=${kind}]`).check();
    if (button === "phone") await page.locator("#telephone-iphone").check();
    if (button === "code") await page.locator("[name=code]").fill("000000");
    await Promise.all([page.waitForEvent("load"), page.locator(`button[value=${button}]`).click()]);
  }
}

async function makingPasskey(page, demo, person) {
  await signedInAt(page, demo, person, "/account/security/new");
  await page.locator("input[value=passkey]").check();
  await Promise.all([page.waitForEvent("load"), page.locator("button[value=choose]").click()]);
}

/** Somebody's own: whoever is added a method is asked for its code from then on. */
async function added(page, demo) {
  await enrolling(page, demo, demo.someone(), 4);
  const key = (await page.locator("code.key").innerText()).replaceAll(" ", "");
  await decide(page, "next");
  await page.locator("[name=code]").fill(await codeOf(key));
  await decide(page, "code");
}

async function protectedAccount(page, demo) {
  await added(page, demo);
  await decide(page, "finish");
}

/** « Téléphone perdu ou volé » with a method to block, and blocked. */
async function losing(page, demo, blocked) {
  await protectedAccount(page, demo);
  await page.goto(demo.at("/account/security/lost-phone"));
  if (blocked !== true) return;
  await page.locator("#loss-0").check();
  await decide(page, "block");
}

async function aTopic(page, demo) {
  await page.goto(demo.at("/help"));
  await Promise.all([page.waitForEvent("load"), page.locator("main a[href^='/help/']").first().click()]);
}

async function choosingMethod(page, demo, person, kind, ...buttons) {
  await signedInAt(page, demo, person, "/account/security/new");
  await page.locator(`[name=kind][value=${kind}]`).check();
  for (const button of ["choose", ...buttons]) {
    await Promise.all([page.waitForEvent("load"), page.locator(`button[value=${button}]`).click()]);
  }
}

async function changedCard(page, demo, person) {
  await choosingMethod(page, demo, person, "sms");
  await page.locator("[name=number]").fill("06 39 98 00 72");
  await Promise.all([page.waitForEvent("load"), page.locator("button[value=send_to]").click()]);
}

async function signedOut(page, demo, person) {
  await attempt(page, demo, person);
  await signOut(page, demo);
}
