// Builds the bundle into dist/: names that change with their contents, and a service worker that knows them all.
import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { build } from "esbuild";

process.chdir(import.meta.dirname);
const common = { bundle: true, format: "esm", minify: true, target: ["es2022", "safari16.4"], logLevel: "warning", legalComments: "eof" };

await rm("dist", { recursive: true, force: true });
const { metafile } = await build({
  ...common,
  entryPoints: ["src/main.ts", "src/styles/app.css"],
  entryNames: "[name].[hash]",
  chunkNames: "[name].[hash]",
  splitting: true,
  metafile: true,
  outdir: "dist/a",
});

const outputs = Object.keys(metafile.outputs);
const made = (source) => basename(outputs.find((path) => metafile.outputs[path].entryPoint === source));
const page = (await readFile("src/index.html", "utf8"))
  .replace("%STYLE%", made("src/styles/app.css"))
  .replace("%SCRIPT%", made("src/main.ts"));
await writeFile("dist/index.html", page);

const files = ["/", ...outputs.map((path) => `/a/${basename(path)}`)];
const version = createHash("sha256").update(page).update(files.join()).digest("hex").slice(0, 12);
await build({
  ...common,
  entryPoints: ["src/sw.ts"],
  format: "iife",
  outfile: "dist/sw.js",
  define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(version) },
});
