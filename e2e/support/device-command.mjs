// A phone without a screen: `vestibule device`, which speaks VAP/1 as the app does. It does not know the pages.

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const BINARY = fileURLToPath(new URL("../../target/debug/vestibule", import.meta.url));
const run = promisify(execFile);

/** A phone that has no account yet. */
export async function newPhone() {
  const home = await mkdtemp(join(tmpdir(), "vestibule-phone-"));
  const device = async (...args) => {
    const { stdout } = await run(BINARY, ["device", "--phone", join(home, "phone.json"), ...args]);
    return stdout.trim();
  };
  return {
    enrol: (link) => device("enrol", link, "--name", "iPhone de la cuisine"),
    pending: () => device("pending"),
    approve: (number) => device("approve", number),
    deny: () => device("deny"),
    report: () => device("report"),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}
