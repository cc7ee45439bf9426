// Bundles the unit tests, which are TypeScript like what they test, and runs them with Node's own runner.
import { spawnSync } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import { build } from "esbuild";

process.chdir(new URL("..", import.meta.url).pathname);
const tests = (await readdir("tests/unit")).filter((name) => name.endsWith(".test.ts")).map((name) => `tests/unit/${name}`);
await rm("out", { recursive: true, force: true });
const common = { bundle: true, platform: "node", format: "esm", target: "node20", logLevel: "warning" };
await build({ ...common, entryPoints: tests, outdir: "out/unit", outExtension: { ".js": ".mjs" } });
const files = (await readdir("out/unit")).map((name) => `out/unit/${name}`);
const { status } = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" });
process.exit(status ?? 1);
