// R2: the sign-in page weighs at most 20 KB, in at most 3 requests, and asks nothing of anyone else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, visit } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";

const LIMIT_BYTES = 20 * 1024;
const LIMIT_REQUESTS = 3;

let demo;
let browser;
before(async () => {
  [demo, browser] = await Promise.all([startDemo(), launch()]);
});
after(() => Promise.all([browser?.close(), demo?.stop()]));

test("a first visit to the sign-in page is light", async (t) => {
  const { context, page, close } = await visit(browser);
  const network = await context.newCDPSession(page);
  const requests = new Map();
  await network.send("Network.enable");
  network.on("Network.requestWillBeSent", ({ requestId, request }) => requests.set(requestId, { url: request.url, bytes: 0 }));
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    requests.get(requestId).bytes = encodedDataLength;
  });
  await page.goto(demo.at("/sign-in"), { waitUntil: "networkidle" });
  const all = [...requests.values()].filter(({ url }) => !url.startsWith("data:"));
  const bytes = all.reduce((sum, request) => sum + request.bytes, 0);
  t.diagnostic(`${all.length} requests, ${bytes} bytes on the wire with headers`);
  for (const { url } of all) assert.equal(new URL(url).origin, new URL(demo.issuer).origin, `${url} is someone else's`);
  // The browser asks for the site's icon by itself, once; it weighs, but the page does not ask for it.
  const asked = all.filter(({ url }) => new URL(url).pathname !== "/favicon.ico");
  assert.ok(asked.length <= LIMIT_REQUESTS, asked.map(({ url }) => url).join("\n"));
  assert.ok(bytes > 0 && bytes <= LIMIT_BYTES, `${bytes} bytes`);
  await close();
});
