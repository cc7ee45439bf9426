// Debian's Firefox, unpatched, over WebDriver BiDi. Each visit is a user context of its own: its own cookies.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import WebSocket from "ws";
import { Page } from "./page.mjs";

const BINARY = "/usr/bin/firefox-esr";
const START_LIMIT_MS = 60_000;
const ANSWER_LIMIT_MS = 30_000;
/// Nothing of the browser's own that would ask the network or the person.
const PREFS = {
  "app.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "signon.rememberSignons": false,
  "security.insecure_field_warning.contextual.enabled": false,
};

/** Starts it. Without JavaScript, pages run none; what the walk itself asks of a page goes another way. */
export async function launchFirefox({ javaScriptEnabled = true } = {}) {
  const home = await mkdtemp(join(tmpdir(), "vestibule-firefox-"));
  const prefs = { ...PREFS, "javascript.enabled": javaScriptEnabled };
  const lines = Object.entries(prefs).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  await writeFile(join(home, "user.js"), lines.join(""));
  const args = ["--headless", "--no-remote", "--profile", home, "--remote-debugging-port", "0"];
  const child = spawn(BINARY, args, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, HOME: home } });
  const wire = await Wire.open(await told(child));
  await wire.ask("session.new", { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
  await wire.ask("session.subscribe", { events: ["log.entryAdded"] });
  return new Firefox({ child, home, wire, isPlain: !javaScriptEnabled });
}

/** The address that Firefox prints once it listens. */
function told(child) {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (text) => {
      said += text;
      const address = /WebDriver BiDi listening on (ws:\/\/\S+)/u.exec(said)?.[1];
      if (address) resolve(address);
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`Firefox ended at once:\n${said}`)));
    setTimeout(() => reject(new Error(`Firefox did not come up:\n${said}`)), START_LIMIT_MS).unref();
  });
}

class Firefox {
  constructor(parts) {
    Object.assign(this, parts, { isOurs: true });
  }

  async visit({ locale = "fr-FR", viewport, cookies = [], javaScriptEnabled = true } = {}) {
    if (!javaScriptEnabled && !this.isPlain) return this.#plain({ locale, viewport, cookies });
    const { userContext } = await this.wire.ask("browser.createUserContext", { acceptInsecureCerts: true });
    const { context } = await this.wire.ask("browsingContext.create", { type: "tab", userContext });
    await this.wire.ask("emulation.setLocaleOverride", { locale, contexts: [context] });
    for (const cookie of cookies) await this.wire.ask("storage.setCookie", { cookie, partition: partition(userContext) });
    const channel = new Channel({ wire: this.wire, context, isPlain: this.isPlain });
    const page = new Page(channel);
    if (viewport) await page.setViewportSize(viewport);
    const complaints = this.wire.complaints(context);
    const close = () => this.wire.ask("browser.removeUserContext", { userContext });
    return { page, complaints, close, cookies: () => this.#cookies(userContext) };
  }

  async close() {
    await this.plain?.then((browser) => browser.close());
    await this.wire.ask("browser.close").catch(() => {});
    if (this.child.exitCode === null) await once(this.child, "exit");
    await rm(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** Whether pages run scripts is a preference of the whole browser, so another one walks without. */
  async #plain(options) {
    this.plain ??= launchFirefox({ javaScriptEnabled: false });
    return (await this.plain).visit(options);
  }

  async #cookies(userContext) {
    const { cookies } = await this.wire.ask("storage.getCookies", { partition: partition(userContext) });
    const member = ({ name, value, domain, path, httpOnly, secure, sameSite, expiry }) =>
      ({ name, value, domain, path, httpOnly, secure, sameSite, ...(expiry && { expiry }) });
    return cookies.map(member);
  }
}

function partition(userContext) {
  return { type: "storageKey", userContext };
}

class Channel {
  constructor(parts) {
    Object.assign(this, parts);
  }

  navigate(url) {
    return this.wire.ask("browsingContext.navigate", { context: this.context, url, wait: "complete" });
  }

  async evaluate(expression) {
    const target = { context: this.context };
    const { type, result, exceptionDetails } =
      await this.wire.ask("script.evaluate", { target, expression, awaitPromise: true });
    if (type === "exception") throw new Error(exceptionDetails.text);
    return result.value;
  }

  /** In front: a tab behind another has the focus of nobody, and shows none. */
  comeForward() {
    return this.wire.ask("browsingContext.activate", { context: this.context });
  }

  async act(actions) {
    await this.comeForward();
    await this.wire.ask("input.performActions", { context: this.context, actions });
  }

  resize(width, height) {
    return this.wire.ask("browsingContext.setViewport", { context: this.context, viewport: { width, height } });
  }

  async screenshot(path) {
    const { data } = await this.wire.ask("browsingContext.captureScreenshot", { context: this.context });
    await writeFile(path, Buffer.from(data, "base64"));
  }
}

/** Commands and their answers over one WebSocket. */
class Wire {
  #socket;
  #asked = new Map();
  #complaints = new Map();
  #last = 0;

  static async open(address) {
    const wire = new Wire();
    wire.#socket = new WebSocket(`${address}/session`);
    await once(wire.#socket, "open");
    wire.#socket.on("message", (text) => wire.#heard(JSON.parse(text)));
    return wire;
  }

  ask(method, params = {}) {
    const id = (this.#last += 1);
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject, method });
      setTimeout(() => reject(new Error(`${method}: no answer`)), ANSWER_LIMIT_MS).unref();
    });
  }

  /** What the browser complains about in that tab, from now on. */
  complaints(context) {
    const list = [];
    this.#complaints.set(context, list);
    return list;
  }

  #heard({ id, type, result, error, message, method, params }) {
    if (method === "log.entryAdded" && params.level === "error") {
      this.#complaints.get(params.source.context)?.push(params.text);
    }
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (type === "error") asked?.reject(new Error(`${asked.method}: ${error}: ${message}`));
    else asked?.resolve(result);
  }
}
