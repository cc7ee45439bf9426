// A Django portal with mozilla-django-oidc and the guide's files, in a folder of its own, on the port of the client's
// redirect address. Its Python is the one of VESTIBULE_PYTHON, with what e2e/interop/requirements.txt names.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { answering, ended } from "./answering.mjs";
import { snippet } from "./guide.mjs";

const OURS = fileURLToPath(new URL("../../target/test/python/bin/python", import.meta.url));
const PYTHON = process.env.VESTIBULE_PYTHON ?? OURS;
const run = promisify(execFile);

/** What Django's own `startproject` would have made, as far as this portal needs it. */
const SETTINGS = `import os

SECRET_KEY = "walks only"
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "urls"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["PORTAL_HOME"] + "/people.db"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
`;

const VIEWS = `from django.http import HttpResponse
from django.template import engines

PAGE = """<!doctype html><html lang="fr"><title>Portail Django</title><main><h1 id="path">{{ request.get_full_path }}</h1>
{% if request.user.is_authenticated %}<p id="user">{{ request.user.username }}</p>
<p id="name">{{ request.user.first_name }} {{ request.user.last_name }}</p>
<form method="post" action="{% url 'oidc_logout' %}">{% csrf_token %}<button>Me déconnecter</button></form>
{% else %}<a href="{% url 'oidc_authentication_init' %}">Me connecter</a>{% endif %}</main></html>"""


def home(request):
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


def dossier(request, number):
    return home(request)
`;

/** Starts it; `refresh` is after how many seconds it asks again whether somebody is still there. */
export async function startDjango(issuer, client, { refresh = 60 } = {}) {
  const home = await mkdtemp(join(tmpdir(), "vestibule-django-"));
  const redirect = new URL(client.redirect_uris[0]);
  const files = {
    "settings.py": SETTINGS + await snippet("django", "settings.py", {
      "https://compte.lumen.example": issuer.replace(/\/$/u, ""),
      'OIDC_RP_CLIENT_ID = "portail"': `OIDC_RP_CLIENT_ID = "${client.client_id}"`,
      "EXPIRY_SECONDS = 60": `EXPIRY_SECONDS = ${refresh}`,
    }),
    "people.py": await snippet("django", "people.py", {}),
    "urls.py": await snippet("django", "urls.py", {}),
    "views.py": VIEWS,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(home, name), text);
  const env = {
    ...process.env,
    PORTAL_HOME: home,
    DJANGO_SETTINGS_MODULE: "settings",
    PYTHONPATH: home,
    OIDC_RP_CLIENT_SECRET: client.client_secret,
  };
  await run(PYTHON, ["-m", "django", "migrate", "--verbosity=0"], { cwd: home, env });
  const args = ["-m", "django", "runserver", "--noreload", `127.0.0.1:${redirect.port}`];
  const child = spawn(PYTHON, args, { cwd: home, env, stdio: ["ignore", "ignore", "pipe"] });
  const log = [];
  child.stderr.on("data", (text) => log.push(text));
  const said = () => `Django:\n${Buffer.concat(log).toString().split("\n").slice(-30).join("\n")}`;
  await answering(child, Number(redirect.port), said);
  return {
    origin: redirect.origin,
    said,
    async stop() {
      await ended(child);
      await rm(home, { recursive: true, force: true });
    },
  };
}
