// R4, R5, R23: on 320 pixels nothing is cut and nothing scrolls sideways, also with wider text.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PHONE, launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { STATES } from "../support/states.mjs";
import { assertOpen, openPortal, signIn } from "../support/steps.mjs";

const LOCALES = process.env.VESTIBULE_TEST_LONG ? ["fr-FR", "fr-CA", "en-GB"] : ["fr-FR"];
/// WCAG 1.4.12.
const SPACING = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}";
const SMALLEST_TARGET = 24;

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

/** Pixels by which the page is wider than the screen. */
function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Buttons and fields that a finger would miss; a box is touched through its label. */
function smallTargets(page) {
  return page.locator("main button, main input:not([type=hidden]), main label:has(input)").evaluateAll((all, least) => {
    const small = all.filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      return element.checkVisibility() && !element.closest("label") && (width < least || height < least);
    });
    return small.map((element) => element.outerHTML.slice(0, 100));
  }, SMALLEST_TARGET);
}

for (const locale of LOCALES) {
  for (const [name, stand] of STATES) {
    test(`${name} fits on 320 pixels (${locale})`, async () => {
      // The spacing is ours, not the page's: its content policy would refuse it.
      const { page, close } = await visit(browser, { locale, viewport: PHONE, bypassCSP: true });
      await stand(page, demo, demo.accounts[0]);
      assert.equal(await overflow(page), 0);
      assert.deepEqual(await smallTargets(page), []);
      await page.addStyleTag({ content: SPACING });
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
