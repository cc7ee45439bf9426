// R3: axe-core finds nothing, on every page and state, in light and dark, on a phone and on a desktop.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bringAxe, violations } from "../support/axe.mjs";
import { DESKTOP, PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { unfold } from "../support/layout.mjs";
import { STATES } from "../support/states.mjs";

const LOCALES = process.env.VESTIBULE_TEST_LONG ? ["fr-FR", "fr-CA", "en-GB"] : ["fr-FR"];
const LOOKS = ["light", "dark"].flatMap((colorScheme) => [PHONE, DESKTOP].map((viewport) => ({ colorScheme, viewport })));

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

for (const locale of LOCALES) {
  for (const [name, stand] of STATES) {
    test(`${name} (${locale})`, async () => {
      const { context, page, complaints, close } = await visit(browser, { locale });
      await bringAxe(context);
      await stand(page, demo, demo.accounts[0]);
      await unfold(page);
      const found = [];
      for (const { colorScheme, viewport } of LOOKS) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        const here = await violations(page);
        found.push(...here.map((finding) => `${colorScheme} ${viewport.width}: ${finding}`));
      }
      assert.deepEqual(found, []);
      assert.deepEqual(complaints, []);
      await close();
    });
  }
}
