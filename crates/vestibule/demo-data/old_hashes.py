"""Password hashes as old systems exported them, each made by the tool that such a system used.

Costs are moderate, so that a sign-in of the demo is quick. Nothing here knows the server's code.
"""

import os
import random
import subprocess

import argon2
import bcrypt
import django
from django.conf import settings
from django.contrib.auth import hashers
from passlib import hash as passlib_hash

settings.configure()
django.setup()

MODULES = os.environ.get("SLAPD_MODULES", "/usr/lib/ldap")


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def htpasswd(cost):
    return lambda password: run("htpasswd", "-nbBC", str(cost), "someone", password).split(":", 1)[1]


def php(algorithm, options):
    code = f"echo password_hash($argv[1], {algorithm}, {options});"
    return lambda password: run("php", "-r", code, "--", password)


def mkpasswd(method, rounds=None):
    extra = ["-R", str(rounds)] if rounds else []
    return lambda password: run("mkpasswd", "-m", method, *extra, "--", password)


def slappasswd(scheme, module=None):
    load = ["-o", f"module-path={MODULES}", "-o", f"module-load={module}"] if module else []
    return lambda password: run("slappasswd", *load, "-h", "{" + scheme + "}", "-s", password)


class BcryptSHA256(hashers.BCryptSHA256PasswordHasher):
    rounds = 8


class Scrypt(hashers.ScryptPasswordHasher):
    work_factor = 4096


class Argon2(hashers.Argon2PasswordHasher):
    memory_cost = 8192
    parallelism = 2


def by_django(hasher, *cost):
    return lambda password: hasher.encode(password, hasher.salt(), *cost)


def by_argon2(kind, version=19):
    def low_level(password):
        return argon2.low_level.hash_secret(password.encode(), os.urandom(16), 2, 8192, 1, 32, kind, version).decode()

    return low_level


def by_bcrypt(password):
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(8)).decode()


# The word that the demo tells, and who makes such a hash.
KINDS = {
    "bcrypt": {
        "htpasswd": htpasswd(8),
        "PHP": php("PASSWORD_BCRYPT", '["cost"=>8]'),
        "mkpasswd": mkpasswd("bcrypt-a", 8),
        "Python bcrypt": by_bcrypt,
    },
    "bcrypt-sha256": {"Django": by_django(BcryptSHA256())},
    "pbkdf2-sha1": {
        "Django": by_django(hashers.PBKDF2SHA1PasswordHasher(), 60_000),
        "slappasswd": slappasswd("PBKDF2-SHA1", "pw-pbkdf2"),
        "passlib": passlib_hash.pbkdf2_sha1.using(rounds=60_000).hash,
    },
    "pbkdf2-sha256": {
        "Django": by_django(hashers.PBKDF2PasswordHasher(), 60_000),
        "slappasswd": slappasswd("PBKDF2-SHA256", "pw-pbkdf2"),
        "passlib": passlib_hash.pbkdf2_sha256.hash,
    },
    "pbkdf2-sha512": {
        "slappasswd": slappasswd("PBKDF2-SHA512", "pw-pbkdf2"),
        "passlib": passlib_hash.pbkdf2_sha512.hash,
    },
    "scrypt": {"Django": by_django(Scrypt()), "passlib": passlib_hash.scrypt.using(rounds=12).hash},
    "ssha": {"slappasswd": slappasswd("SSHA"), "passlib": passlib_hash.ldap_salted_sha1.hash},
    "ssha256": {"slappasswd": slappasswd("SSHA256", "pw-sha2")},
    "ssha512": {"slappasswd": slappasswd("SSHA512", "pw-sha2")},
    "phpass": {
        "passlib": passlib_hash.phpass.using(rounds=11).hash,
        "passlib, phpBB": passlib_hash.phpass.using(rounds=11, ident="H").hash,
    },
    "sha256-crypt": {"mkpasswd": mkpasswd("sha256crypt"), "passlib": passlib_hash.sha256_crypt.using(rounds=8000).hash},
    "sha512-crypt": {"mkpasswd": mkpasswd("sha512crypt"), "passlib": passlib_hash.sha512_crypt.using(rounds=8000).hash},
    "argon2i": {
        "argon2-cffi": by_argon2(argon2.Type.I),
        "argon2-cffi, version 16": by_argon2(argon2.Type.I, 16),
        "PHP": php("PASSWORD_ARGON2I", '["memory_cost"=>8192,"time_cost"=>2,"threads"=>1]'),
    },
    "argon2d": {"argon2-cffi": by_argon2(argon2.Type.D)},
    "argon2id": {
        "argon2-cffi": by_argon2(argon2.Type.ID),
        "Django": by_django(Argon2()),
        "PHP": php("PASSWORD_ARGON2ID", '["memory_cost"=>8192,"time_cost"=>2,"threads"=>1]'),
    },
}


def old_hash(password, kind, choice: random.Random):
    """The hash, and the tool that made it."""
    tool = choice.choice(list(KINDS[kind]))
    return KINDS[kind][tool](password), tool
