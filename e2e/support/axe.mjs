// axe-core on the page as it stands. Every finding counts, whatever its weight.

import axe from "axe-core";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/// Landmarks and headings of a whole page; a mail stands inside someone else's page.
const PAGE = [...WCAG, "best-practice"];

/** Makes axe available on every page of the context; a content policy does not reach this way in. */
export function bringAxe(context) {
  return context.addInitScript({ content: axe.source });
}

/** One line per finding: rule, what it asks, and the first element that breaks it. `colours`: the rules of those alone. */
export async function violations(page, { mail = false, colours = false } = {}) {
  await page.bring?.(axe.source);
  const byTag = { type: "tag", values: mail ? WCAG : PAGE };
  const runOnly = colours ? { type: "rule", values: ["color-contrast", "link-in-text-block"] } : byTag;
  const found = await page.evaluate(
    (options) => globalThis.axe.run(document, options).then((r) => r.violations),
    { runOnly, resultTypes: ["violations"] },
  );
  return found.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}x, ${nodes[0].html.slice(0, 120)})`);
}
