// X2: a contract passes from its holder to another adult of the household, at a desk and on a phone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { signIn } from "../support/steps.mjs";

const HOUSEHOLD = "/account/household";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

const account = (identifier) => demo.accounts.find((one) => one.identifier === identifier);

async function inside(person, width) {
  const opened = await visit(browser, { viewport: { width, height: 800 } });
  await opened.page.goto(demo.at("/sign-in"));
  await signIn(opened.page, person);
  await opened.page.goto(demo.at(HOUSEHOLD));
  return opened;
}

async function press(page, name) {
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name }).first().click()]);
}

test("the holder proposes the contract, an adult accepts it, and a child is not asked", async () => {
  const holder = await inside(account("jeanne.martin@lumen.example"), 1280);
  const main = holder.page.locator("main");
  assert.match(await main.innerText(), /Léa Martin\s+Mineur/);
  const propose = holder.page.locator("summary").filter({ hasText: "Proposer le contrat" });
  assert.equal(await propose.count(), 1, "to Paul, not to the children");
  await propose.click();
  await press(holder.page, /Oui, proposer/);
  assert.match(await main.innerText(), /Vous avez proposé ce contrat à Paul Martin/);

  const member = await inside(account("paul.martin@lumen.example"), 390);
  const his = member.page.locator("main");
  assert.match(await his.innerText(), /Jeanne Martin vous propose de devenir titulaire/);
  assert.ok(!(await his.innerText()).includes("Léa"), "a member sees the holder and themself");
  await press(member.page, "Accepter");
  assert.match(await his.innerText(), /Vous êtes maintenant titulaire/);

  await holder.page.goto(demo.at(HOUSEHOLD));
  assert.ok(!(await main.innerText()).includes("Léa"), "the former holder is a member now");
  await Promise.all([holder.close(), member.close()]);
});
