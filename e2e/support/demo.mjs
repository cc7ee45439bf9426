// A demo of its own for one file of walks: started on free ports, stopped at the end. It does not know the pages.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const BINARY = fileURLToPath(new URL("../../target/debug/vestibule", import.meta.url));
/// The server, its portals and what else the demo opens sit on ports in a row.
const PORTS_IN_A_ROW = 16;
/// The first start imports two thousand customers.
const START_LIMIT_MS = 120_000;
const MESSAGE_LIMIT_MS = 10_000;

/** Starts a demo on an empty data folder; over https for a browser that takes no Secure cookie without. */
export async function startDemo({ tls = false } = {}) {
  const home = await mkdtemp(join(tmpdir(), "vestibule-walk-"));
  const demo = new Demo(home, await portsInARow(), tls);
  await demo.start();
  return demo;
}

class Demo {
  #child;
  #said = [];
  #people;

  constructor(home, port, tls) {
    Object.assign(this, { home, port, tls });
  }

  async start() {
    const file = join(this.home, "demo.json");
    await rm(file, { force: true });
    const args = ["demo", "--json", file, "--data", join(this.home, "data"), "--port", String(this.port)];
    if (this.tls) args.push("--tls");
    this.#child = spawn(BINARY, args, { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on("data", (text) => this.#said.push(text));
    }
    const json = await this.#written(file);
    Object.assign(this, json);
    this.#people ??= onePerIdentifier(json.accounts);
  }

  /** Stops the server and starts it again on the same data. */
  async restart() {
    await this.#end();
    await this.start();
  }

  async stop() {
    await this.#end();
    await rm(this.home, { recursive: true, force: true });
  }

  /** A customer that no walk of this file has used yet; the one of this identifier where it matters who it is. */
  someone(identifier = this.#people[0]?.identifier) {
    const at = this.#people.findIndex((person) => person.identifier === identifier);
    if (at < 0) throw new Error(`the demo has nobody left for these walks: ${identifier ?? "too few accounts"}`);
    return this.#people.splice(at, 1)[0];
  }

  /** Somebody who is asked to set up a second factor, and whom no walk of this file has used yet. */
  someoneAsked() {
    const person = this.second_factor.shift();
    if (!person) throw new Error("the demo asks too few people for these walks");
    return person;
  }

  /** A page of the server itself. */
  at(path) {
    return new URL(path, this.issuer).href;
  }

  /** Every message that was sent, newest first. */
  async messages() {
    const url = new URL("/outbox.json", this.outbox);
    const ca = this.ca_file && (await readFile(this.ca_file));
    const answer = await new Promise((resolve, reject) => {
      (ca ? https : http).get(url, { ca }, resolve).once("error", reject);
    });
    return JSON.parse(await text(answer));
  }

  /** Does something, and gives what `read(text)` finds in a message that it sent. */
  async sentBy(act, read) {
    const known = new Set((await this.messages()).map(({ id }) => id));
    await act();
    for (const limit = Date.now() + MESSAGE_LIMIT_MS; Date.now() < limit; await pause(50)) {
      const fresh = (await this.messages()).filter(({ id }) => !known.has(id));
      const found = fresh.map(({ text }) => read(text)).find(Boolean);
      if (found) return found;
    }
    throw new Error("no message came");
  }

  /** What the server wrote, for the message of a failure. */
  said() {
    return Buffer.concat(this.#said).toString().split("\n").slice(-30).join("\n");
  }

  async #written(file) {
    const limit = Date.now() + START_LIMIT_MS;
    while (Date.now() < limit) {
      if (this.#child.exitCode !== null) throw new Error(`the demo ended at once:\n${this.said()}`);
      try {
        return JSON.parse(await readFile(file, "utf8"));
      } catch (error) {
        if (error.code !== "ENOENT" && !(error instanceof SyntaxError)) throw error;
      }
      await pause(50);
    }
    await this.#end();
    throw new Error(`the demo did not come up:\n${this.said()}`);
  }

  async #end() {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  }
}

function onePerIdentifier(accounts) {
  const seen = new Set();
  return accounts.filter(({ identifier }) => !seen.has(identifier) && seen.add(identifier));
}

/** The first of a row of free ports on loopback. */
async function portsInARow() {
  for (let tries = 0; tries < 50; tries += 1) {
    const first = 20_000 + Math.floor(Math.random() * 20_000);
    const row = Array.from({ length: PORTS_IN_A_ROW }, (_, n) => isFree(first + n));
    if ((await Promise.all(row)).every(Boolean)) return first;
  }
  throw new Error("no row of free ports on loopback");
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
