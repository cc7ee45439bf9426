// A page in an engine that Playwright does not drive, in Playwright's own words as far as the walks use them, so that one
// text walks through every engine. It does not know how the engine is reached: that is the channel's.

import { setTimeout as pause } from "node:timers/promises";
import { holding, pressing, typing } from "./keys.mjs";
import { found } from "./found.mjs";

const LIMIT_MS = 15_000;
const STEP_MS = 25;
/// By then what was scrolled is painted, and the mouse meets what stands there.
const PAINTED_MS = 100;

export class Page {
  #channel;
  #url = "about:blank";
  /** One thing at a time, in the order in which it was asked: a mark is set before the click that follows it. */
  #line = Promise.resolve();
  #marks = 0;

  constructor(channel) {
    this.#channel = channel;
    this.keyboard = {
      press: (key) => this.#act(pressing(key)),
      type: (text) => this.#act(typing(text)),
    };
  }

  url() {
    return this.#url;
  }

  async goto(url) {
    await this.#next(() => this.#channel.navigate(new URL(url, this.#url).href));
    await this.#ask(() => null);
  }

  title() {
    return this.#ask(() => document.title);
  }

  content() {
    return this.#ask(() => document.documentElement.outerHTML);
  }

  evaluate(work, value) {
    return this.#ask(work, value);
  }

  async waitForFunction(work, value) {
    await this.until(() => this.evaluate(work, value), String(work));
  }

  /** The next document, whole. Asked for before what leads to it. */
  async waitForEvent(event) {
    if (event !== "load") throw new Error(`these walks wait for load, not for ${event}`);
    const mark = `m${(this.#marks += 1)}`;
    await this.#ask((name) => { globalThis.vestibuleWalk = name; }, mark);
    // Between two processes a tab is empty for a moment.
    const isNext = (name) =>
      document.readyState === "complete" && globalThis.vestibuleWalk !== name && location.href !== "about:blank";
    await this.until(() => this.#ask(isNext, mark), `the page after ${this.#url}`);
  }

  /** Lets a script of ours run in the page that stands there; a content policy does not reach this way in. */
  bring(source) {
    const whole = `Promise.resolve((function () { ${source}\n }).call(globalThis)).then(() => "{}")`;
    return this.#next(() => this.#channel.evaluate(whole));
  }

  setViewportSize({ width, height }) {
    return this.#next(() => this.#channel.resize(width, height));
  }

  async screenshot({ path }) {
    return this.#next(() => this.#channel.screenshot(path));
  }

  locator(css) {
    return new Locator(this, [{ css }]);
  }

  /** Presses the mouse on the middle of an element. In front first: a tab behind another scrolls, and paints that later. */
  async clickAt(spec) {
    await this.#next(() => this.#channel.comeForward?.());
    const look = () => this.#ask(middle, { spec, found });
    await this.until(look, `${JSON.stringify(spec)} to be seen`);
    await pause(PAINTED_MS);
    await this.#act(holding(await this.until(look, `${JSON.stringify(spec)} to be seen still`)));
  }

  /** Runs `work(elements, value)` in the page. */
  onAll(spec, work, value) {
    return this.#ask(`(given) => (${work})((${found})(given.spec), given.value)`, { spec, value });
  }

  /** Asks again and again, also while a page comes and goes. */
  async until(ask, what) {
    for (const limit = Date.now() + LIMIT_MS; ; await pause(STEP_MS)) {
      const answer = await ask().catch((error) => error);
      if (answer && !(answer instanceof Error)) return answer;
      if (Date.now() > limit) throw new Error(`waited in vain for ${what}, at ${this.#url}`, { cause: answer });
    }
  }

  #act(sources) {
    return this.#next(() => this.#channel.act(sources));
  }

  /** A function of the page's own, with what it needs as JSON. */
  async #ask(work, value) {
    const given = value?.found ? { ...value, found: undefined } : value;
    const text = value?.found ? `(given) => (${work})({ ...given, found: ${value.found} })` : String(work);
    const call = `(${text})(${JSON.stringify(given ?? null)})`;
    const told = "JSON.stringify({ url: location.href, answer })";
    // Where pages run no scripts, no promise is ever kept.
    const whole = this.#channel.isPlain
      ? `((answer) => ${told})(${call})`
      : `Promise.resolve(${call}).then((answer) => ${told})`;
    const { url, answer, error } = JSON.parse(await this.#next(() => this.#channel.evaluate(whole)));
    if (error) throw new Error(error);
    this.#url = url;
    return answer;
  }

  #next(work) {
    const done = this.#line.then(work);
    this.#line = done.catch(() => {});
    return done;
  }
}

/** Where the middle of the first element is once it can be seen; runs in the page. */
function middle({ spec, found }) {
  const element = found(spec)[0];
  if (!element?.checkVisibility()) return null;
  element.scrollIntoView({ block: "center", inline: "center" });
  const box = element.getClientRects()[0];
  return box && { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}

/** Elements by how they are found, looked for anew each time. */
class Locator {
  #page;
  #spec;

  constructor(page, spec) {
    this.#page = page;
    this.#spec = spec;
  }

  locator(css) {
    return new Locator(this.#page, [...this.#spec, { css }]);
  }

  /** `has` is another locator of the same page. */
  filter({ has, hasText, hasNotText, visible }) {
    const source = (pattern) => pattern && { source: pattern.source ?? String(pattern), flags: pattern.flags ?? "" };
    const step = { has: has?.spec, hasText: source(hasText), hasNotText: source(hasNotText), visible };
    return new Locator(this.#page, [...this.#spec, step]);
  }

  first() {
    return this.nth(0);
  }

  nth(at) {
    return new Locator(this.#page, [...this.#spec, { at }]);
  }

  get spec() {
    return this.#spec;
  }

  count() {
    return this.evaluateAll((all) => all.length);
  }

  evaluateAll(work, value) {
    return this.#page.onAll(this.#spec, work, value);
  }

  async isVisible() {
    return (await this.evaluateAll((all) => Boolean(all[0]?.checkVisibility()))) === true;
  }

  isChecked() {
    return this.#one((all) => ({ is: all[0]?.checked }));
  }

  inputValue() {
    return this.#one((all) => ({ is: all[0]?.value }));
  }

  innerText() {
    return this.#one((all) => ({ is: all[0]?.innerText }));
  }

  async getAttribute(name) {
    await this.#one((all) => ({ is: all[0]?.tagName }));
    return this.evaluateAll((all, asked) => all[0].getAttribute(asked), name);
  }

  click() {
    return this.#page.clickAt(this.#spec);
  }

  waitFor() {
    return this.#page.until(() => this.isVisible(), `${JSON.stringify(this.#spec)} to be seen`);
  }

  async setChecked(wanted) {
    if ((await this.isChecked()) !== wanted) await this.click();
  }

  check() {
    return this.setChecked(true);
  }

  focus() {
    return this.evaluateAll((all) => { all[0].focus(); });
  }

  async fill(value) {
    await this.waitFor();
    await this.evaluateAll((all, text) => {
      all[0].focus();
      all[0].value = text;
      all[0].dispatchEvent(new Event("input", { bubbles: true }));
    }, value);
  }

  async press(key) {
    await this.focus();
    await this.#page.keyboard.press(key);
  }

  async pressSequentially(text) {
    await this.focus();
    await this.#page.keyboard.type(text);
  }

  /** A property of the first element, once there is one. */
  async #one(work) {
    const read = async () => {
      const answer = await this.evaluateAll(work);
      return "is" in answer && answer;
    };
    return (await this.#page.until(read, JSON.stringify(this.#spec))).is;
  }
}
