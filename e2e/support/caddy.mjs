// Debian's Caddy with the guide's lines, in a folder of its own, before a portal that cannot be changed.

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answering, ended } from "./answering.mjs";
import { snippet } from "./guide.mjs";
import { startIntranet } from "./intranet.mjs";

/** Starts Caddy at `origin` and the portal behind it; `stop()` ends both. */
export async function startCaddy(issuer, origin) {
  const home = await mkdtemp(join(tmpdir(), "vestibule-caddy-"));
  const portal = await startIntranet();
  const site = await snippet("forward-auth", "Caddy", {
    "intranet.lumen.example {": `${origin} {\n    bind 127.0.0.1`,
    "127.0.0.1:8080": `127.0.0.1:${new URL(issuer).port}`,
    "127.0.0.1:9000": portal.address,
  });
  await writeFile(join(home, "Caddyfile"), `{\n    admin off\n}\n${site}`);
  const env = { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };
  const child = spawn("/usr/bin/caddy", ["run", "--config", join(home, "Caddyfile")], { stdio: ["ignore", "ignore", "pipe"], env });
  const log = [];
  child.stderr.on("data", (text) => log.push(text));
  const said = () => `Caddy at ${origin}:\n${Buffer.concat(log).toString().split("\n").slice(-20).join("\n")}`;
  await answering(child, Number(new URL(origin).port), said);
  return {
    said,
    async stop() {
      await ended(child);
      portal.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
