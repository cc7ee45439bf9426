// The app's own words, so that a walk finds its buttons in every language. It does not know the screens.

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const HOME = fileURLToPath(new URL("../../authenticator/", import.meta.url));
const { buildSync } = createRequire(`${HOME}package.json`)("esbuild");

/** `say(key, values)` for each tag: fr, fr-CA, en. */
export async function appWords() {
  const built = buildSync({ entryPoints: [`${HOME}src/words/index.ts`], bundle: true, format: "esm", write: false });
  const { TAGS, sayIn } = await import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString("base64")}`);
  return Object.fromEntries(TAGS.map((tag) => [tag, sayIn(tag)]));
}
