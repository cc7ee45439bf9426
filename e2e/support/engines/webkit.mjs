// WebKitGTK's own browser by WebKitWebDriver (W3C WebDriver, classic). Each visit is a session: a profile of its own.
// It needs a screen, and Xvfb is one.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Page } from "./page.mjs";

const START_LIMIT_MS = 30_000;
/// Without a window manager the focus is where the mouse is, in the middle: of a phone's window too. A wider one reaches out.
const SCREEN = "600x1200x24";
/// The browser's own bars would not let a window be as narrow as a phone.
const NO_BARS = `* { min-width: 0; min-height: 0; padding: 0; border-width: 0; font-size: 1px; }
toolbar *, headerbar * { margin: 0 -40px; }`;

/** The browser that Debian ships beside the library. */
export function miniBrowser() {
  const libraries = existsSync("/usr/lib") ? readdirSync("/usr/lib").filter((name) => name.endsWith("-linux-gnu")) : [];
  const places = libraries.flatMap((name) => ["4.1", "4.0"].map((v) => `/usr/lib/${name}/webkit2gtk-${v}/MiniBrowser`));
  return places.find(existsSync);
}

export async function launchWebKit() {
  const home = await mkdtemp(join(tmpdir(), "vestibule-webkit-"));
  await mkdir(join(home, "gtk-3.0"));
  await writeFile(join(home, "gtk-3.0/gtk.css"), NO_BARS);
  const env = {
    ...process.env,
    GDK_BACKEND: "x11",
    LIBGL_ALWAYS_SOFTWARE: "1",
    NO_AT_BRIDGE: "1",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    HOME: home,
    XDG_CONFIG_HOME: home,
  };
  return new WebKit({ home, env });
}

class WebKit {
  #drivers = new Set();

  constructor(parts) {
    Object.assign(this, parts, { isOurs: true });
  }

  async visit({ viewport, cookies = [], javaScriptEnabled = true } = {}) {
    const driver = await this.#driver();
    const args = ["--automation", ...(javaScriptEnabled ? [] : ["--enable-javascript=false"])];
    const wanted = { acceptInsecureCerts: true, "webkitgtk:browserOptions": { binary: miniBrowser(), args } };
    const { sessionId } = await ask(driver.base, "POST", "/session", { capabilities: { alwaysMatch: wanted } });
    const channel = new Channel(`${driver.base}/session/${sessionId}`, cookies);
    const page = new Page(channel);
    await page.setViewportSize(viewport ?? { width: 1280, height: 800 });
    const close = async () => {
      await channel.ask("DELETE", "");
      await this.#end(driver);
    };
    // The driver does not pass on what the console says.
    return { page, complaints: [], cookies: () => channel.ask("GET", "/cookie"), close };
  }

  async close() {
    await Promise.all([...this.#drivers].map((driver) => this.#end(driver)));
    await rm(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** One for each visit, with a screen of its own: a driver drives one browser, a screen has one window with the focus. */
  async #driver() {
    const screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [display] = await once(screen.stdout, "data");
    const port = await freePort();
    const env = { ...this.env, DISPLAY: `:${String(display).trim()}` };
    const child = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore", env });
    const driver = { child, screen, base: `http://127.0.0.1:${port}` };
    this.#drivers.add(driver);
    for (const limit = Date.now() + START_LIMIT_MS; Date.now() < limit; await pause(25)) {
      if (await ask(driver.base, "GET", "/status").catch(() => null)) return driver;
    }
    throw new Error("WebKitWebDriver did not come up");
  }

  async #end(driver) {
    this.#drivers.delete(driver);
    await end(driver.child);
    await end(driver.screen);
  }
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, "exit");
}

class Channel {
  #cookies;

  constructor(session, cookies) {
    this.session = session;
    this.#cookies = cookies;
  }

  ask(method, path, body) {
    return ask(this.session, method, path, body);
  }

  /** Cookies can be laid only for the page that stands there, so a profile that brings some goes there twice. */
  async navigate(url) {
    await this.ask("POST", "/url", { url });
    if (this.#cookies.length === 0) return;
    for (const cookie of this.#cookies.splice(0)) await this.ask("POST", "/cookie", { cookie });
    await this.ask("POST", "/url", { url });
  }

  evaluate(expression) {
    const script = `const done = arguments[0]; (${expression}).then(done, (error) => done(JSON.stringify({ error: String(error) })))`;
    return this.ask("POST", "/execute/async", { script, args: [] });
  }

  act(actions) {
    return this.ask("POST", "/actions", { actions });
  }

  /** Sizes are those of the window; what its frame takes is measured once it stands. */
  async resize(width, height) {
    const inner = () => this.ask("POST", "/execute/sync", { script: "return [innerWidth, innerHeight]", args: [] });
    const window = await this.ask("POST", "/window/rect", { width, height });
    const [innerWidth, innerHeight] = await inner();
    const rect = { width: width + window.width - innerWidth, height: height + window.height - innerHeight };
    await this.ask("POST", "/window/rect", rect);
  }

  async screenshot(path) {
    await writeFile(path, Buffer.from(await this.ask("GET", "/screenshot"), "base64"));
  }
}

async function ask(base, method, path, body = method === "POST" ? {} : undefined) {
  const answer = await fetch(base + path, { method, body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
  return value;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}
