// Contact addresses: another one by the code that goes to it, on a desktop; taken back from the old one, on a phone without JavaScript.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { send, signIn } from "../support/steps.mjs";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

/** Does something, and gives what `found` finds in the message that it sent. */
function message(act, found) {
  return demo.sentBy(act, (text) => found.exec(text)?.[0].trim());
}

/** Signs in, and brings another address by its code; gives the link of the notice. */
async function bring(page, person, address) {
  await page.goto(demo.at("/account/contacts"));
  await signIn(page, person);
  const code = await message(async () => {
    await page.locator("#address").fill(address);
    await send(page, "#address");
  }, /^ {4}\d{6}$/m);
  const confirm = async () => {
    await page.locator("[name=code]").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await send(page, "[name=code]");
  };
  return message(confirm, /http\S+\/not-me\?token=\S+/);
}

for (const javaScriptEnabled of [true, false]) {
  test(`${javaScriptEnabled ? "with" : "without"} JavaScript: a code brings an address, and the old one takes it back`, async () => {
    const person = demo.someone();
    const viewport = javaScriptEnabled ? DESKTOP : PHONE;
    const { page, complaints, close } = await visit(browser, { javaScriptEnabled, viewport });
    const address = `autre-${Date.now()}@ailleurs.example`;
    const link = await bring(page, person, address);
    assert.ok(await page.locator("[role=status]").first().isVisible());
    assert.ok((await page.locator("main").innerText()).includes(address));

    const elsewhere = await visit(browser, { javaScriptEnabled: false, viewport: PHONE });
    await elsewhere.page.goto(link);
    await send(elsewhere.page, "[name=csrf]");
    await page.goto(demo.at("/account/contacts"));
    await signIn(page, person);
    assert.ok(!(await page.locator("main").innerText()).includes(address), "taken back");
    assert.deepEqual(complaints, []);
    await Promise.all([close(), elsewhere.close()]);
  });
}

test("what is no address is told beside the field, and kept", async () => {
  const { page, close } = await visit(browser, { viewport: PHONE });
  await page.goto(demo.at("/account/contacts"));
  await signIn(page, demo.someone());
  await page.locator("#address").fill("jeanne@maison");
  await send(page, "#address");
  assert.ok(await page.locator("[role=alert]").isVisible());
  assert.equal(await page.locator("#address").inputValue(), "jeanne@maison", "R9");
  await close();
});
