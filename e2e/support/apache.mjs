// Debian's Apache with mod_auth_openidc and the guide's lines, in a folder of its own, on the port of the client's redirect
// address.

import { execFileSync, spawn } from "node:child_process";
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answering, ended } from "./answering.mjs";
import { snippet } from "./guide.mjs";

const MODULES = ["mpm_event", "authn_core", "authz_core", "authz_user", "dir", "mime", "include", "auth_openidc"];
const MODULE_FOLDER = "/usr/lib/apache2/modules";

/** Starts it; `stop()` ends it and removes its folder. */
export async function startApache(issuer, client) {
  const redirect = new URL(client.redirect_uris[0]);
  const home = await mkdtemp(join(tmpdir(), "vestibule-apache-"));
  await mkdir(join(home, "site/private"), { recursive: true });
  await writeFile(join(home, "site/bye.html"), "<!doctype html><title>Bye</title><h1>Au revoir</h1>\n");
  await writeFile(join(home, "site/private/index.shtml"), page());
  const portal = await snippet("mod-auth-openidc", "Apache's lines", {
    "https://compte.lumen.example": issuer.replace(/\/$/u, ""),
    "https://portail.lumen.example": redirect.origin,
    "OIDCClientID portail": `OIDCClientID ${client.client_id}`,
    "what vestibule client apply showed": client.client_secret,
  });
  await writeFile(join(home, "apache.conf"), `${around(home, redirect)}\n${portal}`);
  const owner = await giveAway(home);
  const child = spawn("/usr/sbin/apache2", ["-X", "-f", join(home, "apache.conf")], { stdio: "inherit", ...owner });
  const said = () => readFile(join(home, "error.log"), "utf8").catch(() => "no log");
  await answering(child, Number(redirect.port), said);
  return {
    origin: redirect.origin,
    redirect: redirect.href,
    said,
    async stop() {
      await ended(child);
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

/** What a machine's own apache2.conf holds before it. */
function around(home, redirect) {
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

<Directory "${home}/site">
  Options +Includes
  Require all granted
</Directory>
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
