import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, sayIn, TAGS, type Key } from "../../src/words";
import { en } from "../../src/words/en";
import { fr } from "../../src/words/fr";
import { frCa } from "../../src/words/fr-CA";

const KEYS = Object.keys(fr) as Key[];
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort().join();

test("every language has every key, with the same holes", () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(fr).sort());
  for (const key of KEYS) for (const tag of TAGS) assert.equal(holes(sayIn(tag)(key)), holes(fr[key]), `${tag} ${key}`);
});

test("French of Canada says only what differs", () => {
  for (const [key, text] of Object.entries(frCa)) assert.notEqual(text, fr[key as Key], key);
});

test("French of France has its no-break spaces", () => {
  for (const [key, text] of Object.entries(fr)) {
    assert.doesNotMatch(text, /[^\u202f][?!;]/u, key);
    assert.doesNotMatch(text, /[^\u00a0\d]:/u, key);
    assert.doesNotMatch(text, /«[^\u00a0]|[^\u00a0]»/u, key);
    assert.doesNotMatch(text, /'|\.\.\./u, key);
  }
});

test("French of Canada has none before ? ! ;", () => {
  for (const key of KEYS) assert.doesNotMatch(sayIn("fr-CA")(key), /[\s\u202f\u00a0][?!;]/u, key);
});

test("sentences are short, polite and never blame", () => {
  for (const tag of TAGS) {
    for (const key of KEYS) {
      const text = sayIn(tag)(key);
      const longest = Math.max(...text.split(/[.?!:]\s/u).map((sentence) => sentence.split(/\s+/u).length));
      assert.ok(longest <= 20, `${tag} ${key}: ${longest} words`);
      assert.doesNotMatch(text, /invalide|inattendue|veuillez|invalid|unexpected/iu, key);
    }
  }
});

test("the seed's own words stand on the screens", () => {
  const say = sayIn("fr");
  const words = (["kind-title", "kind-organisation", "how-new", "scan-title", "added-title", "added-done"] as const).map((key) => say(key));
  assert.deepEqual(words, [
    "Ajouter un compte", "Organisation", "Ajouter un compte depuis un nouvel appareil", "Numérisez le code QR", "Compte ajouté", "Terminé",
  ]);
});

test("the language is the chosen one, then the browser's, then French", () => {
  assert.equal(choose("en", ["fr-FR"]), "en");
  assert.equal(choose(undefined, ["de", "fr-CA", "en"]), "fr-CA");
  assert.equal(choose("xx", ["fr-BE"]), "fr");
  assert.equal(choose(undefined, ["de"]), "fr");
});
