import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { homeFolder, isInstalled, projectRoot } from "../../src/base/root.js";
import { sourceFiles } from "../support/sources/imports.js";

/** Bytes of the package, packed and unpacked: a tenth of that would be a mistake as well as ten times. */
const PACKED = { least: 300_000, most: 1_500_000 };
const UNPACKED = { least: 1_000_000, most: 5_000_000 };

const packed = z.tuple([
  z.object({
    size: z.number(),
    unpackedSize: z.number(),
    files: z.array(z.object({ path: z.string() })),
  }),
]);

/** What may be in it. */
const ALLOWED = [
  /^(README|CHANGELOG)\.md$|^LICENSE$|^package\.json$|^amtl\.config\.json$/,
  /^bin\/amtl-run\.js$/,
  /^dist\/(src|experiments)\/.*\.(js|cjs|d\.ts|json|css)$/,
  /^experiments\/\w+\.ts$/,
  /^native\/(README\.md|\.clang-format|(?!test)\w+\/[\w-]+\.(cc|h))$/,
  /^docs\/[\w/.-]+\.(md|py|ts|js|json)$/,
];

/** What it cannot do without. */
const NEEDED = [
  "bin/amtl-run.js",
  "dist/src/index.js",
  "dist/src/index.d.ts",
  "dist/src/cli/program.js",
  "dist/src/train/worker.js",
  "dist/src/executors/slurm/task.js",
  "dist/src/report/paper/printed/table4.json",
  "dist/experiments/table4.js",
  "experiments/table4.ts",
  "native/attention/attention.cc",
  "native/support/tensorflow.h",
  "docs/worker-example.py",
  "amtl.config.json",
  "LICENSE",
];

const dependencies = z.object({ dependencies: z.record(z.string(), z.string()) });

describe("the npm package", function () {
  this.timeout(120_000);

  it("holds what runs, compiles and explains, no tests, and is small", async () => {
    const { stdout } = await execa(
      "npm",
      ["pack", "--dry-run", "--json", "--ignore-scripts", "--silent"],
      { cwd: projectRoot() },
    );
    const [{ size, unpackedSize, files }] = packed.parse(JSON.parse(stdout));
    const paths = files.map(({ path }) => path);
    const strange = paths.filter((path) => !ALLOWED.some((pattern) => pattern.test(path)));
    assert.deepEqual(strange, []);
    assert.deepEqual(
      NEEDED.filter((path) => !paths.includes(path)),
      [],
    );
    assert.ok(size > PACKED.least && size < PACKED.most, `${size} bytes packed`);
    assert.ok(unpackedSize > UNPACKED.least && unpackedSize < UNPACKED.most, `${unpackedSize}`);
  });

  it("names every package that it imports among its dependencies, not among those of its tests", async () => {
    const manifest = await readFile(join(projectRoot(), "package.json"), "utf8");
    const known = Object.keys(dependencies.parse(JSON.parse(manifest)).dependencies);
    const missing = sourceFiles(projectRoot(), ["src", "experiments"]).flatMap(
      ({ path, imports }) =>
        imports
          .filter(({ kind, target }) => kind !== "type" && !/^(src|experiments|node:)/.test(target))
          .map(({ target }) => target.split("/", target.startsWith("@") ? 2 : 1).join("/"))
          .filter((name) => /^[@a-z]/.test(name) && !known.includes(name))
          .map((name) => `${path}: ${name}`),
    );
    assert.deepEqual(missing, []);
  });

  it("keeps its results where it is called, and a checkout those in the checkout", () => {
    assert.equal(isInstalled("/usr/lib/node_modules/amtl-run"), true);
    assert.equal(homeFolder("/usr/lib/node_modules/amtl-run"), process.cwd());
    assert.equal(homeFolder("/home/me/amtl-run"), "/home/me/amtl-run");
  });
});
