// Rules that need a rendered page, on one sample of every kind: R6 (the ring), R16, R23, R25, R26, R27, R31, and R24 for a second brand.
// Needs `cargo xtask samples` first.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { bringAxe, violations } from "../support/axe.mjs";
import { PHONE, launch, visit } from "../support/browser.mjs";
import { serveFolder } from "../support/folder.mjs";
import { overflow, unfold } from "../support/layout.mjs";

const FOLDER = fileURLToPath(new URL("../../target/samples", import.meta.url));

let gallery;
let browser;
before(async () => {
  [gallery, browser] = await Promise.all([serveFolder(FOLDER), launch()]);
});
after(() => Promise.all([browser?.close(), gallery?.stop()]));

/** The first sample of every kind of page; mails are no pages of ours to script. */
function kinds(folder) {
  const names = readdirSync(`${FOLDER}/${folder}`).filter((name) => name.endsWith(".html") && !/^(index|mail_)/u.test(name));
  const seen = new Set();
  return names.sort().filter((name) => {
    const kind = name.replace(/(-.*)?\.html$/u, "");
    return !seen.has(kind) && seen.add(kind);
  });
}

/** Goes through one sample of every kind. */
async function each(folder, options, check) {
  const { context, page, close } = await visit(browser, { bypassCSP: true, ...options });
  await bringAxe(context);
  for (const name of kinds(folder)) {
    await page.goto(`${gallery.origin}/${folder}/${name}`);
    await unfold(page);
    await check(page, name);
  }
  await close();
}

/** A style of everything that is touched, as the browser computes it. */
function computed(page, selector, properties) {
  return page.locator(selector).evaluateAll((all, names) => all
    .filter((element) => element.checkVisibility())
    .map((element) => Object.fromEntries([["html", element.outerHTML.slice(0, 80)], ...names.map((name) => [name, getComputedStyle(element)[name]])])), properties);
}

test("R6: whatever is touched shows a ring of two pixels or more when it has the focus", () => each("fr-FR", {}, async (page, name) => {
  const count = await page.locator("a[href], button, input:not([type=hidden]), summary").count();
  for (let step = 0; step <= count; step += 1) {
    await page.keyboard.press("Tab");
    const ring = await page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement === document.body) return null;
      const style = getComputedStyle(activeElement);
      return { html: activeElement.outerHTML.slice(0, 80), style: style.outlineStyle, width: Number.parseFloat(style.outlineWidth) };
    });
    if (ring) assert.ok(ring.style !== "none" && ring.width >= 2, `${name}: no ring on ${ring.html}`);
  }
}));

test("R16: a password is shown on demand, and hidden before it is sent", async () => {
  const { page, close } = await visit(browser);
  await page.goto(`${gallery.origin}/fr-FR/sign_in.html`);
  const field = page.locator("[name=password]");
  assert.equal(await field.getAttribute("type"), "password");
  await page.getByRole("button", { name: "Afficher le mot de passe" }).click();
  assert.equal(await field.getAttribute("type"), "text");
  await page.evaluate(() => {
    document.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      globalThis.sentFrom = document.querySelector("[name=password]").type;
    });
  });
  await page.getByRole("button", { name: "Me connecter" }).click();
  assert.equal(await page.evaluate(() => globalThis.sentFrom), "password");
  await page.getByRole("button", { name: "Afficher le mot de passe" }).click();
  await page.getByRole("button", { name: "Masquer le mot de passe" }).click();
  assert.equal(await field.getAttribute("type"), "password");
  await close();
});

test("R23: buttons and fields are 48 pixels high", () => each("fr-FR", { viewport: PHONE }, async (page, name) => {
  const low = await page.locator("main button, main .btn, main input:not([type=hidden], [type=checkbox], [type=radio])").evaluateAll((all) => all
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 48)
    .map((element) => element.outerHTML.slice(0, 80)));
  assert.deepEqual(low, [], name);
}));

test("R25: in forced colours buttons and fields keep a border", () => each("fr-FR", { forcedColors: "active" }, async (page, name) => {
  for (const { html, borderTopStyle, borderTopWidth } of await computed(page, "main button, main .btn, main input:not([type=checkbox], [type=radio])", ["borderTopStyle", "borderTopWidth"])) {
    assert.ok(borderTopStyle !== "none" && Number.parseFloat(borderTopWidth) >= 1, `${name}: ${html}`);
  }
}));

test("R25: an error beside a field has a sign besides its colour", async () => {
  const { page, close } = await visit(browser);
  await page.goto(`${gallery.origin}/fr-FR/sign_in-missing_both.html`);
  for (const error of await page.locator(".err").all()) {
    const sign = await error.evaluate((element) => getComputedStyle(element, "::before").content);
    assert.match(sign, /⚠/u);
  }
  assert.ok((await page.locator(".err").count()) >= 2);
  await close();
});

for (const [colorScheme, ground] of [["light", "rgb(245, 243, 238)"], ["dark", "rgb(15, 20, 19)"]]) {
  test(`R26: ${colorScheme} needs no script`, () => each("fr-FR", { colorScheme, javaScriptEnabled: false }, async (page, name) => {
    assert.equal((await computed(page, "body", ["backgroundColor"]))[0].backgroundColor, ground, name);
  }));
}

test("R27: who wants less motion gets none", () => each("fr-FR", { reducedMotion: "reduce" }, async (page, name) => {
  const running = await page.evaluate(() => document.getAnimations().length);
  const moving = await computed(page, "body *", ["animationName", "transitionDuration"]);
  const found = moving.filter(({ animationName, transitionDuration }) => animationName !== "none" || transitionDuration !== "0s");
  assert.deepEqual([running, found], [0, []], name);
}));

test("R31: words four tenths longer break no phone's page", () => each("fr-FR", { viewport: PHONE }, async (page, name) => {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = node.data.trim().split(/\s+/u).filter(Boolean);
      if (words.length > 0) node.data += ` ${words.join(" ").slice(0, Math.ceil(words.join(" ").length * 0.4))}`;
    }
  });
  assert.equal(await overflow(page), 0, name);
}));

for (const colorScheme of ["light", "dark"]) {
  test(`R24: a second brand, yellow and with few corners, can be read in ${colorScheme}`, () => each("brand-orme", { colorScheme, viewport: PHONE }, async (page, name) => {
    assert.deepEqual(await violations(page), [], name);
    assert.equal(await overflow(page), 0, name);
  }));
}
