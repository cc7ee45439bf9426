// What a customer does, in the words of the contract: stable paths and field names, nothing of the look.

import assert from "node:assert/strict";

const IDENTIFIER = "[name=identifier]";
const PASSWORD = "[name=password]";

/** Whether the page asks for a password. */
export async function asksForPassword(page) {
  return (await page.locator(PASSWORD).count()) > 0;
}

/** Fills the sign-in form that is shown, and sends it. Boxes that are not named stay as they came. */
export async function signIn(page, person, { remember, keep } = {}) {
  const identifier = page.locator(IDENTIFIER);
  if (await identifier.isVisible()) await identifier.fill(person.identifier);
  await page.locator(PASSWORD).fill(person.password);
  if (remember !== undefined) await page.locator("[name=remember_identifier]").setChecked(remember);
  if (keep !== undefined) await page.locator("[name=keep_signed_in]").setChecked(keep);
  await send(page, PASSWORD);
}

/** Presses the button of the form that holds `field`, and waits for the answer. */
export async function send(page, field) {
  const form = page.locator("form").filter({ has: page.locator(field) });
  const button = form.locator("button:not([type=button])").first();
  await Promise.all([page.waitForEvent("load"), button.click()]);
}

/** Presses the button that stands for this decision, and waits for the answer. */
export async function decide(page, decision) {
  await Promise.all([page.waitForEvent("load"), page.locator(`button[value=${decision}]`).first().click()]);
}

/** Opens a portal, following its own link to sign in when it has one. */
export async function openPortal(page, portal) {
  await page.goto(portal.url);
  if (isAt(page, portal.url) && !(await isOpen(page))) {
    await Promise.all([page.waitForEvent("load"), page.locator("main a, main button").first().click()]);
  }
}

/** A portal that knows its customer offers to leave. */
export async function isOpen(page) {
  return (await page.locator("a[href*='out'], form[action*='out']").count()) > 0;
}

export async function assertOpen(page, portal) {
  assert.ok(isAt(page, portal.url), `expected to stand at ${portal.name}, stands at ${page.url()}`);
  assert.ok(await isOpen(page), `${portal.name} does not know its customer`);
}

/** Leaves through the portal's own way out, confirming where that is asked. */
export async function leave(page, demo) {
  const out = page.locator("a[href*='out'], form[action*='out'] button").first();
  await Promise.all([page.waitForEvent("load"), out.click()]);
  await confirmLeaving(page, demo);
}

/** Signs out at the server itself. */
export async function signOut(page, demo) {
  await page.goto(demo.at("/sign-out"));
  await confirmLeaving(page, demo);
}

/** The page that asks whether to leave, if it stands there. */
async function confirmLeaving(page, demo) {
  const button = page.locator("main form[method=post i] button").first();
  const asked = isAt(page, demo.issuer) && (await button.count()) > 0 && !(await asksForPassword(page));
  if (asked) await Promise.all([page.waitForEvent("load"), button.click()]);
}

export function isAt(page, url) {
  return new URL(page.url()).origin === new URL(url).origin;
}

export function path(page) {
  return new URL(page.url()).pathname;
}
