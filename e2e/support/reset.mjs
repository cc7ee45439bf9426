// A forgotten password as far as the message: asked for from the sign-in page that stands there, read in the outbox.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { send } from "./steps.mjs";

const LIMIT_MS = 10_000;

/** The code and the link of the message that was sent. */
export async function askForReset(page, demo, person) {
  const known = new Set((await demo.messages()).map((message) => message.id));
  await Promise.all([page.waitForEvent("load"), page.locator("a[href^='/forgotten-password']").click()]);
  await page.locator("[name=identifier]").fill(person.identifier);
  await send(page, "[name=identifier]");
  assert.ok(await page.locator("[name=code]").isVisible());
  for (const limit = Date.now() + LIMIT_MS; Date.now() < limit; await pause(50)) {
    const fresh = (await demo.messages()).filter((message) => !known.has(message.id));
    const sent = fresh.find((message) => message.text.includes("/reset?token="));
    if (sent) {
      return { code: /^\s*(\d{6})\s*$/m.exec(sent.text)[1], link: /http\S+\/reset\?token=\S+/.exec(sent.text)[0] };
    }
  }
  throw new Error("no message came");
}

export async function choosePassword(page, password) {
  await page.locator("[name=new_password]").fill(password);
  await send(page, "[name=new_password]");
}
