// axe-core on the page as it stands. Every finding counts, whatever its weight.

import axe from "axe-core";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/// Landmarks and headings of a whole page; a mail stands inside someone else's page.
const PAGE = [...WCAG, "best-practice"];

/** Makes axe available on every page of the context; a content policy does not reach this way in. */
export function bringAxe(context) {
  return context.addInitScript({ content: axe.source });
}

/** One line per finding: rule, what it asks, and the first element that breaks it. */
export async function violations(page, { mail = false } = {}) {
  await page.bring?.(axe.source);
  const found = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }).then((r) => r.violations),
    mail ? WCAG : PAGE,
  );
  return found.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}x, ${nodes[0].html.slice(0, 120)})`);
}
