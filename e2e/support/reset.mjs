// A forgotten password as far as the message: asked for from the sign-in page that stands there, read in the outbox.

import assert from "node:assert/strict";
import { send } from "./steps.mjs";

/** The code and the link of the message that was sent. */
export function askForReset(page, demo, person) {
  return resetSentBy(demo, async () => {
    await Promise.all([page.waitForEvent("load"), page.locator("a[href^='/forgotten-password']").click()]);
    await page.locator("[name=identifier]").fill(person.identifier);
    await send(page, "[name=identifier]");
    assert.ok(await page.locator("[name=code]").isVisible());
  });
}

/** Does something, and gives the code and the link of the message that it sent. */
export function resetSentBy(demo, act) {
  return demo.sentBy(act, (text) => {
    const link = /http\S+\/reset\?token=\S+/u.exec(text)?.[0];
    return link && { link, code: /^\s*(\d{6})\s*$/mu.exec(text)[1] };
  });
}

export async function choosePassword(page, password) {
  await page.locator("[name=new_password]").fill(password);
  await send(page, "[name=new_password]");
}
