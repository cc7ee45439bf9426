// Going through a page by the Tab key. It does not know the pages.

import assert from "node:assert/strict";

const MOST_PRESSES = 60;

/** Tabs until the focus stands on `place`, a selector or a locator; refuses a focus that cannot be seen (R7). */
export async function tabTo(page, place) {
  const there = typeof place === "string" ? page.locator(place) : place;
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    await page.keyboard.press("Tab");
    const ring = await page.evaluate(focusRing);
    assert.ok(ring === null || ring.width >= 2, `no ring around ${ring?.html}`);
    if (await there.evaluateAll((all) => all.includes(document.activeElement))) return;
  }
  assert.fail(`the keyboard never came to ${typeof place === "string" ? place : "the place"}, at ${page.url()}`);
}

/** Tabs there and presses Enter, which leads to another page. */
export async function enterAt(page, place) {
  await tabTo(page, place);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

/** Tabs to a field and types into it. */
export async function typeAt(page, place, text) {
  await tabTo(page, place);
  await page.keyboard.type(text);
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
