// A portal that is only a page: oidc-client-ts and the guide's script, under the guide's content policy. The page itself is
// given here; any address shows it.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { snippet } from "./guide.mjs";

const LIBRARY = "/oidc-client-ts.min.js";
const PAGE = `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Portail d’une page</title>
<main><h1>Portail</h1><p id="who"></p><button id="in" hidden>Me connecter</button><button id="out" hidden>Me déconnecter</button></main>
<script src="${LIBRARY}"></script><script src="/portal.js"></script></html>`;

/** Listens on the port of the client's redirect addresses. */
export async function startSinglePage(issuer, client) {
  const home = new URL(client.redirect_uris[0]);
  const issuing = { "https://compte.lumen.example": issuer.replace(/\/$/u, "") };
  const script = await snippet("single-page", "portal.js", { ...issuing, 'client_id: "portail"': `client_id: "${client.client_id}"` });
  const policy = (await snippet("single-page", "The page's content policy", issuing)).trim();
  const library = await readFile(join(dirname(createRequire(import.meta.url).resolve("oidc-client-ts")), "../browser", LIBRARY));
  const scripts = { [LIBRARY]: library, "/portal.js": script };
  const server = createServer(({ url }, answer) => {
    const body = scripts[new URL(url, home).pathname];
    answer.setHeader("content-type", body ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8");
    answer.setHeader("content-security-policy", policy);
    answer.end(body ?? PAGE);
  });
  server.listen(Number(home.port), "127.0.0.1");
  await once(server, "listening");
  return {
    origin: home.origin,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
