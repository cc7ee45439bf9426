// A demo and a browser for one file of walks that every engine goes through. It does not know the pages.
// WebKit takes no Secure cookie over plain HTTP, not even from this machine, so there the demo speaks https.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ENGINE, launch, visit } from "./browser.mjs";
import { startDemo } from "./demo.mjs";

/** `play.demo` and `play.browser` stand while the file's walks are walked. */
export function stage() {
  const play = {};
  before(async () => {
    [play.demo, play.browser] = await Promise.all([startDemo({ tls: ENGINE === "webkit" }), launch()]);
  });
  after(() => Promise.all([play.browser?.close(), play.demo?.stop()]));

  /** Walks as so many visitors, one for each of `options`, and looks whether a browser complained. */
  function walk(name, steps, ...options) {
    test(name, async () => {
      const visitors = [];
      try {
        for (const one of options.length > 0 ? options : [{}]) visitors.push(await visit(play.browser, one));
        await steps(...visitors);
        assert.deepEqual(visitors.flatMap(({ complaints }) => complaints), []);
      } finally {
        for (const { close } of visitors) await close();
      }
    });
  }
  return { play, walk };
}
