// Waits until a program that a walk started listens on its port. It does not know the programs.

import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const START_LIMIT_MS = 60_000;

/** `said()` is what the program wrote, for the message of a failure. */
export async function answering(child, port, said) {
  for (const limit = Date.now() + START_LIMIT_MS; Date.now() < limit && child.exitCode === null; await pause(50)) {
    if (await accepts(port)) return;
  }
  throw new Error(`${child.spawnfile} did not come up:\n${await said()}`);
}

/** Ends it and waits until it is gone. */
export async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await exit;
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(socket.end() && true));
    socket.once("error", () => resolve(false));
  });
}
