// A small portal made with openid-client: it sends visitors to sign in, redeems the code, and remembers what it got.
// The library checks issuer, audience, signature, nonce, state and PKCE; this file only carries messages.

import { once } from "node:events";
import { createServer } from "node:http";
import * as oidc from "openid-client";

/** Listens on the port of the client's redirect address. */
export async function startRelyingParty(issuer, client) {
  const redirect = new URL(client.redirect_uris[0]);
  // The library's own default is client_secret_post; the client is registered with what the standard assumes.
  const basic = oidc.ClientSecretBasic(client.client_secret);
  const config = await oidc.discovery(new URL(issuer), client.client_id, client.client_secret, basic, {
    execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
  });
  const party = new RelyingParty(config, redirect);
  await party.listen();
  return party;
}

class RelyingParty {
  #server;
  #awaited;
  /** What the last sign-in brought: `{tokens, claims}` or `{error}`. */
  last;

  constructor(config, redirect) {
    this.config = config;
    this.redirect = redirect;
  }

  /** The address that a browser opens to sign in here. */
  get start() {
    return new URL("/start", this.redirect).href;
  }

  async listen() {
    this.#server = createServer((request, response) => {
      this.#answer(new URL(request.url, this.redirect)).then(
        ({ status, location, text }) => {
          response.writeHead(status, { ...(location && { location }), "content-type": "text/html; charset=utf-8" });
          response.end(`<!doctype html><html lang="en"><title>RP</title><main>${text ?? ""}</main></html>`);
        },
        (error) => response.writeHead(500).end(String(error)),
      );
    });
    this.#server.listen(Number(this.redirect.port), "127.0.0.1");
    await once(this.#server, "listening");
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(url) {
    if (url.pathname === "/start") return { status: 302, location: await this.#ask(url.searchParams) };
    if (url.pathname === this.redirect.pathname) return this.#redeem(url);
    return { status: 200, text: "<p>outside" };
  }

  /** Extra parameters of `/start` (prompt, ui_locales) go on as they are. */
  async #ask(extra) {
    const verifier = oidc.randomPKCECodeVerifier();
    this.#awaited = { pkceCodeVerifier: verifier, expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce() };
    const parameters = {
      redirect_uri: this.redirect.href,
      scope: "openid profile email",
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state: this.#awaited.expectedState,
      nonce: this.#awaited.expectedNonce,
      ...Object.fromEntries(extra),
    };
    return oidc.buildAuthorizationUrl(this.config, parameters).href;
  }

  async #redeem(url) {
    try {
      const tokens = await oidc.authorizationCodeGrant(this.config, url, { ...this.#awaited, idTokenExpected: true });
      this.last = { tokens, claims: tokens.claims(), callback: url, awaited: this.#awaited };
      return { status: 200, text: "<p id=in>inside" };
    } catch (error) {
      this.last = { error };
      return { status: 200, text: "<p id=refused>refused" };
    }
  }
}
