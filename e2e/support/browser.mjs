// Browsers as Debian ships them, and visits that notice what a page complains about. It does not know the journeys.
// Chromium unless VESTIBULE_ENGINE says `firefox` or `webkit`: these know what `engines/page.mjs` has of Playwright's words.

import { chromium } from "playwright-core";
import { launchFirefox } from "./engines/firefox.mjs";
import { launchWebKit } from "./engines/webkit.mjs";

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const PHONE = { width: 320, height: 640 };
export const DESKTOP = { width: 1280, height: 800 };

export const ENGINE = process.env.VESTIBULE_ENGINE ?? "chromium";

export function launch(more = []) {
  if (ENGINE === "firefox") return launchFirefox();
  if (ENGINE === "webkit") return launchWebKit();
  const executablePath = process.env.VESTIBULE_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: [...ARGS, ...more] });
}

/**
 * A browser profile of one person, in French unless said otherwise, with one page open.
 * `visit.complaints` holds what the browser complained about: blocked scripts or styles, script errors.
 */
export async function visit(browser, options = {}) {
  if (browser.isOurs) return browser.visit({ viewport: DESKTOP, ...options });
  const context = await browser.newContext({ locale: "fr-FR", viewport: DESKTOP, ...options });
  context.setDefaultTimeout(15_000);
  const complaints = [];
  context.on("console", (message) => {
    // A refusal answers 422 or 429 on purpose, and Chromium logs the status of every such page.
    const ours = message.type() === "error" && !message.text().startsWith("Failed to load resource");
    if (ours) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  const page = await context.newPage();
  return { context, page, complaints, close: () => context.close() };
}

/**
 * What is left of a profile when the browser is closed and opened again: cookies with an end, nothing else.
 */
export async function afterRestart(browser, { context, ...visited }, options = {}) {
  if (browser.isOurs) {
    const cookies = (await visited.cookies()).filter((cookie) => cookie.expiry > 0);
    await visited.close();
    return browser.visit({ viewport: DESKTOP, ...options, cookies });
  }
  const { cookies } = await context.storageState();
  const kept = cookies.filter((cookie) => cookie.expires > 0);
  await context.close();
  return visit(browser, { ...options, storageState: { cookies: kept, origins: [] } });
}
