// Debian's Apache with mod_auth_openidc, in a folder of its own, on the port of the client's redirect address.
// It does not know who wrote the provider.

import { execFileSync, spawn } from "node:child_process";
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const MODULES = ["mpm_event", "authn_core", "authz_core", "authz_user", "dir", "mime", "include", "auth_openidc"];
const MODULE_FOLDER = "/usr/lib/apache2/modules";
const START_LIMIT_MS = 15_000;

/** Starts it; `stop()` ends it and removes its folder. */
export async function startApache(issuer, client) {
  const redirect = new URL(client.redirect_uris[0]);
  const home = await mkdtemp(join(tmpdir(), "vestibule-apache-"));
  await mkdir(join(home, "site/private"), { recursive: true });
  await writeFile(join(home, "site/bye.html"), "<!doctype html><title>Bye</title><h1>Au revoir</h1>\n");
  await writeFile(join(home, "site/private/index.shtml"), page());
  await writeFile(join(home, "apache.conf"), config(home, issuer, client, redirect));
  const owner = await giveAway(home);
  const child = spawn("/usr/sbin/apache2", ["-X", "-f", join(home, "apache.conf")], { stdio: "inherit", ...owner });
  const said = () => readFile(join(home, "error.log"), "utf8").catch(() => "no log");
  await answering(child, Number(redirect.port), said);
  return {
    origin: redirect.origin,
    redirect: redirect.href,
    said,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A page that shows what Apache knows of the visitor. */
function page() {
  const show = ["REMOTE_USER", "OIDC_CLAIM_sub", "OIDC_CLAIM_iss"];
  const rows = show.map((name) => `<dt>${name}<dd id="${name}"><!--#echo var="${name}" -->`);
  return `<!doctype html><title>Portail</title><h1>Portail</h1><dl>${rows.join("")}</dl>\n`;
}

function config(home, issuer, client, redirect) {
  const modules = MODULES.map((name) => `LoadModule ${name}_module ${MODULE_FOLDER}/mod_${name}.so`);
  return `${modules.join("\n")}
ServerRoot "${home}"
ServerName localhost
Listen 127.0.0.1:${redirect.port}
PidFile "${home}/pid"
ErrorLog "${home}/error.log"
LogLevel warn auth_openidc:info
DocumentRoot "${home}/site"
DirectoryIndex index.shtml
TypesConfig /dev/null
AddType text/html .shtml .html
AddOutputFilter INCLUDES .shtml

OIDCProviderMetadataURL ${new URL("/.well-known/openid-configuration", issuer)}
OIDCClientID ${client.client_id}
OIDCClientSecret ${client.client_secret}
OIDCRedirectURI ${redirect.href}
OIDCCryptoPassphrase walks-only
OIDCScope "openid profile email"
OIDCPKCEMethod S256
OIDCRemoteUserClaim sub

<Directory "${home}/site">
  Options +Includes
  Require all granted
</Directory>
<Location "/private">
  AuthType openid-connect
  Require valid-user
</Location>
<Location "${redirect.pathname}">
  AuthType openid-connect
  Require valid-user
</Location>
`;
}

/** Apache does not want to be root in its children, and needs not be at all. */
async function giveAway(home) {
  if (process.getuid() !== 0) return {};
  const id = (flag) => Number(execFileSync("id", [flag, "www-data"], { encoding: "utf8" }));
  const owner = { uid: id("-u"), gid: id("-g") };
  await chown(home, owner.uid, owner.gid);
  return owner;
}

async function answering(child, port, said) {
  const limit = Date.now() + START_LIMIT_MS;
  while (Date.now() < limit && child.exitCode === null) {
    if (await accepts(port)) return;
    await pause(50);
  }
  throw new Error(`Apache did not come up:\n${await said()}`);
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(socket.end() && true));
    socket.once("error", () => resolve(false));
  });
}
