// A portal that cannot be changed: it shows the path and the three headers, as any old application would read them.

import { once } from "node:events";
import { createServer } from "node:http";

const HEADERS = ["remote-user", "remote-name", "remote-email"];

/** Listens on a free port of loopback. */
export async function startIntranet() {
  const server = createServer(({ url, headers }, answer) => {
    const rows = HEADERS.map((name) => {
      const value = Buffer.from(headers[name] ?? "", "latin1").toString("utf8");
      return `<dt>${name}<dd id="${name}">${value || "(none)"}`;
    });
    answer.setHeader("content-type", "text/html; charset=utf-8");
    answer.end(`<!doctype html><title>Intranet</title><h1 id="path">${url}</h1><dl>${rows.join("")}</dl>`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `127.0.0.1:${server.address().port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
