// B12, R3, R4: every page and state at 320 pixels in the engine that VESTIBULE_ENGINE names; axe-core finds nothing, nothing is cut.

import assert from "node:assert/strict";
import { bringAxe, violations } from "../support/axe.mjs";
import { PHONE } from "../support/browser.mjs";
import { overflow, smallTargets, unfold } from "../support/layout.mjs";
import { stage } from "../support/stage.mjs";
import { STATES } from "../support/states.mjs";

const { walk, play } = stage();

for (const [name, stand] of STATES) {
  walk(name, async ({ context, page }) => {
    if (context) await bringAxe(context);
    await stand(page, play.demo, play.demo.accounts[0]);
    await unfold(page);
    assert.equal(await page.evaluate(() => innerWidth), PHONE.width);
    assert.deepEqual(await violations(page), []);
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await smallTargets(page), []);
  }, { viewport: PHONE });
}
