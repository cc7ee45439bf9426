// What a narrow screen makes of a page: R4, R5, R23. It does not know the pages.

/// WCAG 1.4.12.
const SPACING = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}";
const SMALLEST_TARGET = 24;

/** Pixels by which the page is wider than the screen. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Widens the text as a reader may. Needs a context that bypasses the content policy: the style is ours, not the page's. */
export function widenText(page) {
  return page.addStyleTag({ content: SPACING });
}

/** Shows what is folded away. */
export function unfold(page) {
  return page.locator("details").evaluateAll((all) => all.forEach((details) => { details.open = true; }));
}

/** Buttons and fields that a finger would miss; a box is touched through its label. */
export function smallTargets(page) {
  return page.locator("main button, main input:not([type=hidden]), main label:has(input)").evaluateAll((all, least) => {
    const small = all.filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      const through = element.tagName !== "LABEL" && element.closest("label");
      return element.checkVisibility() && !through && (width < least || height < least);
    });
    return small.map((element) => element.outerHTML.slice(0, 100));
  }, SMALLEST_TARGET);
}
