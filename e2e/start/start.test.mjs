// X19: the holder adds a child by login at a desk; the child starts on a phone with the code on paper, and chooses a password.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { send, signIn } from "../support/steps.mjs";
import { addChild, signInAsHolder } from "../support/household.mjs";

const PASSWORD = "trois petits chats gris";

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

async function press(page, button) {
  await Promise.all([page.waitForEvent("load"), button.click()]);
}

const main = (page) => page.locator("main").innerText();

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "" : ", without JavaScript";
  test(`a child is added, starts with the code and signs in from then on${how}`, async () => {
    const login = javaScriptEnabled ? "tom.martin" : "nina.martin";
    const holder = await visit(browser, { viewport: { width: 1280, height: 900 }, javaScriptEnabled });
    await signInAsHolder(holder.page, demo);
    const code = await addChild(holder.page, demo, login);
    assert.match(code, /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    assert.match(await main(holder.page), /\/start/);
    await holder.page.goto(demo.at("/account/household"));
    assert.match(await main(holder.page), /Son code de départ l’attend jusqu’au/);

    const child = await visit(browser, { viewport: PHONE, javaScriptEnabled });
    await child.page.goto(demo.at("/sign-in"));
    await Promise.all([child.page.waitForEvent("load"), child.page.locator("a[href^='/start']").click()]);
    await child.page.locator("[name=identifier]").fill(login);
    await child.page.locator("[name=start_code]").fill("7K2M-9QX4-0ZTB-R5NH");
    await send(child.page, "[name=start_code]");
    assert.match(await main(child.page), /ne vont pas ensemble/);
    assert.equal(await child.page.locator("[name=identifier]").inputValue(), login, "what was typed stays");
    await child.page.locator("[name=start_code]").fill(code.toLowerCase());
    await send(child.page, "[name=start_code]");
    await child.page.locator("[name=new_password]").fill(PASSWORD);
    await send(child.page, "[name=new_password]");
    assert.match(await main(child.page), /C’est fait, Tom/);
    assert.equal(await child.page.locator("a[href='/account/recovery-codes']").count(), 1, "codes are offered");

    const again = await visit(browser, { viewport: PHONE, javaScriptEnabled });
    await again.page.goto(demo.at("/sign-in"));
    await signIn(again.page, { identifier: login, password: PASSWORD });
    assert.match(await main(again.page), /Bonjour Tom/);

    await holder.page.goto(demo.at("/account/household"));
    assert.match(await main(holder.page), /A choisi son mot de passe/);
    await Promise.all([holder.close(), child.close(), again.close()]);
  });
}

test("the holder draws another code and takes it back", async () => {
  const { page, close } = await visit(browser, { viewport: PHONE });
  await signInAsHolder(page, demo);
  const first = await addChild(page, demo, "eva.martin");
  await page.goto(demo.at("/account/household"));
  const eva = page.locator("li").filter({ hasText: "l’attend jusqu’au" }).first();
  await eva.locator("summary").filter({ hasText: "Donner un nouveau code" }).click();
  await press(page, eva.locator("button[value=renew]"));
  assert.notEqual(await page.locator("code.key").innerText(), first);
  await page.goto(demo.at("/account/household"));
  await eva.locator("summary").filter({ hasText: "Reprendre le code" }).click();
  await press(page, eva.locator("button[value=take_back]"));
  assert.match(await main(page), /Le code est repris/);
  await close();
});
