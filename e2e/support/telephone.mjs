// A telephone with an app of somebody else: reads a QR code from a picture of the page (zbarimg), shows codes (oathtool).

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What the QR code on this page says, as a camera would see it. */
export async function scan(page) {
  const folder = await mkdtemp(join(tmpdir(), "vestibule-qr-"));
  try {
    const file = join(folder, "page.png");
    // Not every engine draws what lies below the edge.
    await page.locator("main svg, main img").evaluateAll((all) => all.at(-1)?.scrollIntoView({ block: "center" }));
    await page.screenshot({ path: file, fullPage: true });
    const { stdout } = await run("zbarimg", ["--quiet", "--raw", file]);
    return new URL(stdout.trim());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The key that a QR code brings, checked against what every app understands. */
export function keyOf(uri) {
  assert.equal(uri.protocol, "otpauth:");
  assert.deepEqual(
    ["algorithm", "digits", "period"].map((name) => uri.searchParams.get(name)),
    ["SHA1", "6", "30"],
  );
  return uri.searchParams.get("secret");
}

/** What the app shows now; `ahead` steps of thirty seconds later. */
export async function codeOf(key, ahead = 0) {
  const at = new Date(Date.now() + ahead * 30_000).toISOString().replace("T", " ").replace("Z", " UTC");
  const { stdout } = await run("oathtool", ["--totp", "--base32", "--now", at, key]);
  return stdout.trim();
}
