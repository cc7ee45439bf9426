// Serves the bundle as the product does (same headers, same paths) with the protocol in memory behind it.
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { Refused, Vap } from "./vap.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const STYLES = fileURLToPath(new URL("../../../crates/pages/styles/", import.meta.url));
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" };
export const POLICY =
  "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types vestibule";
const COMPANY = {
  name: "Lumen",
  service: { "fr-FR": "Espace Client Lumen" },
  support: {
    name: { "fr-FR": "Service client Lumen", "fr-CA": "Service à la clientèle Lumen", en: "Lumen customer service" },
    phone: "01 99 00 00 00",
    hours: { "fr-FR": "du lundi au samedi, de 8 h à 20 h", en: "Monday to Saturday, 8 am to 8 pm" },
  },
  issuer: "http://localhost:1",
  languages: "fr-FR",
};
const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0b5d53" d="M5 29V15a11 11 0 0 1 22 0v14z"/></svg>';

/** `server.vap` is the other side of the protocol; `server.skew` bends the clock of its `Date`. */
export async function startServer() {
  const state = { skew: 0, origin: "", vap: undefined, down: false };
  const server = createServer((request, response) => answer(state, request, response));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.origin = `http://localhost:${server.address().port}`;
  state.vap = new Vap(COMPANY.issuer);
  const stop = () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve)));
  return Object.assign(state, { stop });
}

async function answer(state, request, response) {
  const url = new URL(request.url, state.origin);
  response.sendDate = false;
  response.setHeader("date", new Date(Date.now() + state.skew).toUTCString());
  if (url.pathname.startsWith("/vap/v1/")) return protocol(state, url, request, response);
  if (url.pathname === "/linked") return linked(request, response);
  const file = await fileOf(url.pathname).catch(() => undefined);
  if (!file) return send(response, 404, "text/plain", "not found");
  response.setHeader("content-security-policy", POLICY);
  response.setHeader("cache-control", url.pathname.startsWith("/a/") ? "public, max-age=31536000, immutable" : "no-cache");
  return send(response, 200, file.type, file.bytes);
}

async function fileOf(path) {
  const json = (value) => ({ type: "application/json", bytes: JSON.stringify(value) });
  if (path === "/company.json") return json(COMPANY);
  if (path === "/manifest.webmanifest") return json({ name: "Lumen", start_url: "/", display: "standalone", icons: [] });
  if (path === "/style.css") return { type: TYPES[".css"], bytes: await houseStyle() };
  if (/^\/(icon|apple)/.test(path)) return { type: "image/svg+xml", bytes: ICON };
  const name = path === "/" || path === "/e" ? "index.html" : path.slice(1);
  if (name.includes("..")) return undefined;
  return { type: TYPES[extname(name)], bytes: await readFile(DIST + name) };
}

async function houseStyle() {
  const order = ["tokens", "base", "frame", "forms", "parts", "modes"];
  const known = await readdir(STYLES);
  const sheets = order.filter((name) => known.includes(`${name}.css`)).map((name) => readFile(`${STYLES}${name}.css`, "utf8"));
  const dark = "--b-fill:#7fd3c3;--b-on:#06231f;--b-text:#8fdccd;--b-tint:#16302c;--b-edge:#7fd3c3";
  return `${(await Promise.all(sheets)).join("\n")}\n@media (prefers-color-scheme:dark){:root{${dark}}}`;
}

function linked(request, response) {
  const cookie = "linked=1; Path=/; HttpOnly; SameSite=Strict";
  if (request.method === "PUT") response.setHeader("set-cookie", `${cookie}; Max-Age=34560000`);
  if (request.method === "DELETE") response.setHeader("set-cookie", `${cookie}; Max-Age=0`);
  const known = /(^|; )linked=1/.test(request.headers.cookie ?? "");
  return send(response, 200, "application/json", JSON.stringify({ linked: known }));
}

async function protocol(state, url, request, response) {
  const { vap } = state;
  let body = "";
  for await (const chunk of request) body += chunk;
  const path = url.pathname.slice("/vap/v1".length);
  vap.asked.push(`${request.method} ${path}${url.search}`);
  response.setHeader("vap-nonce", vap.nonce());
  response.setHeader("cache-control", "no-store");
  try {
    if (state.down) return response.destroy();
    const said = await say(state, request, url, path, body);
    return send(response, path === "/enrol/register" ? 201 : 200, "application/json", JSON.stringify(said));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return send(response, error.status, "application/json", JSON.stringify(error.body));
  }
}

async function say({ vap, origin }, request, url, path, body) {
  const json = body === "" ? undefined : JSON.parse(body);
  if (path === "/enrol/claim") return vap.claim(json);
  if (path === "/enrol/register") return vap.register(json);
  if (path === "/keys") return vap.keys();
  const asked = { method: request.method, url: origin + url.pathname, body };
  const phone = vap.phoneOf(request.headers.authorization ?? "", asked);
  if (path === "/device/push") return (phone.push = json), { push: json ? "live" : "absent" };
  if (path === "/device/lock") return (phone.lock = json), { lock: json !== null };
  if (path === "/device" && request.method === "DELETE") return (phone.state = "revoked"), {};
  if (path === "/challenges") return held(vap, phone, Number(url.searchParams.get("wait") ?? 0), request);
  const found = /^\/challenges\/([0-9a-f]+)\/response$/.exec(path);
  if (found) return vap.respond(phone, found[1], json);
  throw new Refused(404, "unknown_path");
}

async function held(vap, phone, seconds, request) {
  const end = Date.now() + seconds * 1000;
  while (vap.pending(phone).challenges.length === 0 && Date.now() < end && !request.destroyed) await pause(50);
  return vap.pending(phone);
}

function send(response, status, type, body) {
  response.writeHead(status, { "content-type": type });
  response.end(body);
}
