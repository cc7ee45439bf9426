// Debian's nginx before a portal that cannot be changed, in a folder of its own, asking the server about each request.
// The portal behind it only shows which headers reached it.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const START_LIMIT_MS = 10_000;

/** Starts nginx at `origin` and the portal behind it; `stop()` ends both. */
export async function startNginx(issuer, origin) {
  const home = await mkdtemp(join(tmpdir(), "vestibule-nginx-"));
  const portal = await startPortal();
  const { port } = new URL(origin);
  await writeFile(join(home, "nginx.conf"), config(home, new URL(issuer).port, port, portal.address().port));
  const child = spawn("/usr/sbin/nginx", ["-p", home, "-c", join(home, "nginx.conf"), "-e", join(home, "error.log")]);
  const said = () => readFile(join(home, "error.log"), "utf8").catch(() => "no log");
  await answering(child, Number(port), said);
  return {
    said,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      portal.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Shows the path and the three headers, as any old application would read them. */
async function startPortal() {
  const portal = createServer(({ url, headers }, answer) => {
    const rows = ["remote-user", "remote-name", "remote-email"].map((name) => {
      const value = Buffer.from(headers[name] ?? "", "latin1").toString("utf8");
      return `<dt>${name}<dd id="${name}">${value || "(none)"}`;
    });
    answer.setHeader("content-type", "text/html; charset=utf-8");
    answer.end(`<!doctype html><title>Intranet</title><h1 id="path">${url}</h1><dl>${rows.join("")}</dl>`);
  });
  await new Promise((resolve) => portal.listen(0, "127.0.0.1", resolve));
  return portal;
}

function config(home, vestibule, port, portal) {
  const server = `http://127.0.0.1:${vestibule}`;
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
  server {
    listen 127.0.0.1:${port};
    location = /_vestibule {
      internal;
      proxy_pass ${server}/forward-auth;
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_set_header X-Original-URL $scheme://$http_host$request_uri;
    }
    location /.vestibule/ {
      proxy_pass ${server};
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
    }
    location @sign_in {
      rewrite ^ /.vestibule/start break;
      proxy_pass ${server};
      proxy_set_header X-Original-URL $scheme://$http_host$request_uri;
    }
    location / {
      auth_request /_vestibule;
      error_page 401 = @sign_in;
      auth_request_set $said_user $upstream_http_remote_user;
      auth_request_set $said_name $upstream_http_remote_name;
      auth_request_set $said_email $upstream_http_remote_email;
      proxy_set_header Remote-User $said_user;
      proxy_set_header Remote-Name $said_name;
      proxy_set_header Remote-Email $said_email;
      proxy_pass http://127.0.0.1:${portal};
    }
  }
}
`;
}

async function answering(child, port, said) {
  const limit = Date.now() + START_LIMIT_MS;
  while (Date.now() < limit && child.exitCode === null) {
    if (await accepts(port)) return;
    await pause(50);
  }
  throw new Error(`nginx did not come up:\n${await said()}`);
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(socket.end() && true));
    socket.once("error", () => resolve(false));
  });
}
