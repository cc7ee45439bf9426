// The guides' own lines, as the walks run them: what docs/guides/ prints is what is tested. It does not know the products.

import { readFile } from "node:fs/promises";

/**
 * The block under the heading `title` of `guide`, with the addresses of its example swapped for a walk's.
 * A swap that swaps nothing, and an example that is left, are refused: then the guide says something that is not tested.
 */
export async function snippet(guide, title, swaps) {
  const text = await readFile(new URL(`../../docs/guides/${guide}.md`, import.meta.url), "utf8");
  // One # may begin a comment inside a block.
  const section = text.split(/^#{2,} /mu).find((part) => part.startsWith(`${title}\n`));
  const block = /^```\w*\n(.*?)^```$/msu.exec(section ?? "")?.[1];
  if (!block) throw new Error(`${guide} has no block under « ${title} »`);
  const swapped = Object.entries(swaps).reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`${guide}, ${title}: no « ${from} »`);
    return now.replaceAll(from, to);
  }, block);
  const left = /\S*lumen\.example\S*/u.exec(swapped);
  if (left) throw new Error(`${guide}, ${title}: « ${left[0]} » is not swapped`);
  return swapped;
}
