// What a holder does on « Mon foyer », in the words of the contract.

import { signIn } from "./steps.mjs";

/** Jeanne Martin, who holds a contract with a family on it. */
export function holderOf(demo) {
  return demo.accounts.find(({ identifier }) => identifier === "jeanne.martin@lumen.example");
}

export async function signInAsHolder(page, demo) {
  await page.goto(demo.at("/sign-in"));
  await signIn(page, holderOf(demo));
}

/** The form to add somebody, empty. */
export async function openAdding(page, demo) {
  await page.goto(demo.at("/account/household"));
  await Promise.all([page.waitForEvent("load"), page.locator("a[href^='/account/household/add']").first().click()]);
}

/** Adds Tom by this login; the code that is shown. */
export async function addChild(page, demo, login) {
  await openAdding(page, demo);
  const words = { given_name: "Tom", family_name: "Martin", born_day: "14", born_month: "3", born_year: "2015", login };
  for (const [name, word] of Object.entries(words)) await page.locator(`[name=${name}]`).fill(word);
  await page.locator("[name=kind][value=child]").check();
  await pressAdd(page);
  return page.locator("code.key").innerText();
}

export async function pressAdd(page) {
  await Promise.all([page.waitForEvent("load"), page.locator("button[value=add]").click()]);
}
