// R3, R4, R5, R23 on every sample of every page: axe-core finds nothing, nothing is cut, nothing scrolls sideways.
// Needs `cargo xtask samples` first. French always; every language in the long run.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { bringAxe, violations } from "../support/axe.mjs";
import { DESKTOP, PHONE, launch, visit } from "../support/browser.mjs";
import { serveFolder } from "../support/folder.mjs";
import { overflow, smallTargets, unfold, widenText } from "../support/layout.mjs";

const FOLDER = fileURLToPath(new URL("../../target/samples", import.meta.url));
const LANGUAGES = process.env.VESTIBULE_TEST_LONG ? ["fr-FR", "fr-CA", "en"] : ["fr-FR"];

let gallery;
let browser;
before(async () => {
  [gallery, browser] = await Promise.all([serveFolder(FOLDER), launch()]);
});
after(() => Promise.all([browser?.close(), gallery?.stop()]));

function samples(language) {
  const names = readdirSync(`${FOLDER}/${language}`).filter((name) => name.endsWith(".html") && name !== "index.html");
  assert.ok(names.length > 20, `too few samples in ${FOLDER}/${language}`);
  return names;
}

/** Everything that is wrong with the page that stands there, on both screens. In the dark only the colours differ. */
async function wrongs(page, { mail, colours }) {
  const found = [];
  for (const viewport of colours ? [PHONE] : [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport);
    found.push(...(await violations(page, { mail, colours })).map((finding) => `${viewport.width}: ${finding}`));
  }
  if (colours) return found;
  if ((await overflow(page)) > 0) found.push(`320: ${await overflow(page)} pixels too wide`);
  found.push(...(await smallTargets(page)).map((html) => `320: too small for a finger: ${html}`));
  return found;
}

for (const language of LANGUAGES) {
  for (const colorScheme of ["light", "dark"]) {
    test(`every page of ${language} in ${colorScheme}`, async (t) => {
      const { context, page, complaints, close } = await visit(browser, { colorScheme, bypassCSP: true });
      await bringAxe(context);
      for (const name of samples(language)) {
        await t.test(name, async () => {
          await page.goto(`${gallery.origin}/${language}/${name}`);
          await unfold(page);
          const colours = colorScheme === "dark";
          assert.deepEqual(await wrongs(page, { mail: name.startsWith("mail_"), colours }), []);
          if (!colours) {
            await widenText(page);
            assert.equal(await overflow(page), 0, "wider text scrolls sideways");
          }
          assert.deepEqual(complaints.splice(0), []);
        });
      }
      await close();
    });
  }
}
