// Debian's nginx with the guide's lines, in a folder of its own, before a portal that cannot be changed.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answering, ended } from "./answering.mjs";
import { snippet } from "./guide.mjs";
import { startIntranet } from "./intranet.mjs";

/** Starts nginx at `origin` and the portal behind it; `stop()` ends both. */
export async function startNginx(issuer, origin) {
  const home = await mkdtemp(join(tmpdir(), "vestibule-nginx-"));
  const portal = await startIntranet();
  const { host, port } = new URL(origin);
  const server = await snippet("forward-auth", "nginx", {
    "server_name intranet.lumen.example;": `server_name localhost; listen 127.0.0.1:${port};`,
    "127.0.0.1:8080": `127.0.0.1:${new URL(issuer).port}`,
    "127.0.0.1:9000": portal.address,
  });
  await writeFile(join(home, "nginx.conf"), around(home, server));
  const child = spawn("/usr/sbin/nginx", ["-p", home, "-c", join(home, "nginx.conf"), "-e", join(home, "error.log")]);
  const said = () => readFile(join(home, "error.log"), "utf8").catch(() => "no log");
  await answering(child, Number(port), said);
  return {
    said: async () => `nginx at ${host}:\n${await said()}`,
    async stop() {
      await ended(child);
      portal.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** What a machine's own nginx.conf holds around its servers. */
function around(home, server) {
  return `daemon off;
master_process off;
pid ${home}/pid;
events {}
http {
  access_log off;
  client_body_temp_path ${home}/body;
  proxy_temp_path ${home}/proxy;
  fastcgi_temp_path ${home}/fastcgi;
  uwsgi_temp_path ${home}/uwsgi;
  scgi_temp_path ${home}/scgi;
${server}
}
`;
}
