// Going through a page by the Tab key. It does not know the pages.

import assert from "node:assert/strict";

const MOST_PRESSES = 25;

/** Tabs until the focus stands on `selector`; refuses a focus that cannot be seen (R7). */
export async function tabTo(page, selector) {
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    await page.keyboard.press("Tab");
    const ring = await page.evaluate(focusRing);
    assert.ok(ring === null || ring.width >= 2, `no ring around ${ring?.html}`);
    if (await page.locator(selector).evaluateAll((all) => all.includes(document.activeElement))) return;
  }
  assert.fail(`the keyboard never came to ${selector}`);
}

/** Runs in the page: how thick the line around what has the focus is. */
function focusRing() {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  // The ring may stand on what the field lies in.
  const widths = [focused, focused.parentElement].map((element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle === "none" ? 0 : Number.parseFloat(style.outlineWidth);
  });
  return { width: Math.max(...widths), html: focused.outerHTML.slice(0, 100) };
}
