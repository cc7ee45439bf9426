// R4, R5, R23: on 320 pixels nothing is cut and nothing scrolls sideways, also with wider text.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { overflow, smallTargets, unfold, widenText } from "../support/layout.mjs";
import { STATES } from "../support/states.mjs";
import { assertOpen, openPortal, signIn } from "../support/steps.mjs";

const LOCALES = process.env.VESTIBULE_TEST_LONG ? ["fr-FR", "fr-CA", "en-GB"] : ["fr-FR"];

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

for (const locale of LOCALES) {
  for (const [name, stand] of STATES) {
    test(`${name} fits on 320 pixels (${locale})`, async () => {
      const { page, close } = await visit(browser, { locale, viewport: PHONE, bypassCSP: true });
      await stand(page, demo, demo.accounts[0]);
      await unfold(page);
      assert.equal(await overflow(page), 0);
      assert.deepEqual(await smallTargets(page), []);
      await widenText(page);
      assert.equal(await overflow(page), 0, "with wider text");
      await close();
    });
  }
}

test("a customer signs in on a phone of 320 pixels", async () => {
  const { page, complaints, close } = await visit(browser, { viewport: PHONE, hasTouch: true });
  await openPortal(page, demo.portals[0]);
  await signIn(page, demo.someone());
  await assertOpen(page, demo.portals[0]);
  assert.deepEqual(complaints, []);
  await close();
});
