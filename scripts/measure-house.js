/**
 * Figures of a checkout's structure, as a table: `node scripts/measure-house.js [CHECKOUT…]`. Counts what git knows
 * of, so that builds and installed packages do not count.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

const checkouts = process.argv.length > 2 ? process.argv.slice(2) : ["."];

/** Files of a checkout below some folders, with their text; the newest state, committed or not. */
function filesOf(root, folders, pattern) {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "--", ...folders], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return [...new Set(listed.split("\n"))]
    .filter((path) => pattern.test(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

const linesOf = ({ text }) => text.split("\n").length - 1;
const sum = (numbers) => numbers.reduce((total, n) => total + n, 0);
const countIn = (files, pattern) =>
  sum(files.map(({ text }) => (text.match(pattern) ?? []).length));
const sayWith = (files, pattern) => files.filter(({ text }) => pattern.test(text)).length;
const below = (files, folder) => files.filter(({ path }) => path.startsWith(folder));

/** How many files lie directly in each folder, the most first. */
function folderSizes(files) {
  const sizes = new Map();
  for (const { path } of files) {
    const folder = dirname(path);
    sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
  }
  return [...sizes].sort(([, a], [, b]) => b - a);
}

function namesTwice(files) {
  const names = new Map();
  for (const { path } of files) names.set(basename(path), (names.get(basename(path)) ?? 0) + 1);
  return names;
}

/** Of several lines on which words of a thing stand outside of the folders that it may be named in. */
const outside = (files, word, own) =>
  files.filter(({ path, text }) => !own.test(path) && word.test(text));

function measure(root) {
  const src = filesOf(root, ["src"], /\.ts$/);
  const tests = filesOf(root, ["test"], /\.ts$/);
  const native = filesOf(root, ["native", "src/engine/operations"], /\.(cc|h)$/);
  const text = filesOf(root, ["README.md", "docs"], /\.md$/);
  const folders = folderSizes(src);
  const over = folders.filter(([, size]) => size > 20);
  const lengths = src.map(linesOf);
  const longest = [...src].sort((a, b) => linesOf(b) - linesOf(a)).slice(0, 3);
  const cli = below(src, "src/cli/");
  const rooms = new Set(src.map(({ path }) => path.split("/")[1]));
  const named = namesTwice(src);
  const slurm = outside(src, /slurm/i, /^src\/(runner|executors)\/slurm\//);
  const engines = outside(src, /"(native|cuda|wasm)"/, /^src\/engine\//);
  return [
    ["files of src", src.length],
    ["lines of src", sum(lengths)],
    ["lines a file", Math.round(sum(lengths) / src.length)],
    ["files over 150 lines", lengths.filter((n) => n > 150).length],
    ["files of 30 lines or less", lengths.filter((n) => n <= 30).length],
    ["longest files", longest.map((file) => `${basename(file.path)} ${linesOf(file)}`).join(", ")],
    ["rooms of src", rooms.size],
    ["folders of src", folders.length],
    ["most files in a folder", `${folders[0][1]} (${folders[0][0]})`],
    [
      "folders over 20 files",
      over.length === 0 ? 0 : over.map(([path, n]) => `${path} ${n}`).join(", "),
    ],
    ["files and lines of cli", `${cli.length}, ${sum(cli.map(linesOf))}`],
    [
      "files and lines of app",
      `${below(src, "src/app/").length}, ${sum(below(src, "src/app/").map(linesOf))}`,
    ],
    ["files called types.ts", named.get("types.ts") ?? 0],
    [
      "files called text.ts, worker.ts, plan.ts",
      ["text.ts", "worker.ts", "plan.ts"].map((n) => named.get(n) ?? 0).join(", "),
    ],
    ["JSON.parse", countIn(src, /JSON\.parse\(/g)],
    ["JSON.parse … as", countIn(src, /JSON\.parse\([^;]*?\) as /g)],
    ["as unknown as", countIn(src, /\bas unknown as\b/g)],
    [
      "files that print (stdout, stderr)",
      sayWith(src, /process\.(stdout|stderr)\.write|console\./),
    ],
    ["stdout writes in cli", countIn(cli, /process\.stdout\.write/g)],
    ["JSON.stringify in cli", countIn(cli, /JSON\.stringify\(/g)],
    ["files outside executors/slurm that say slurm", slurm.length],
    ["files outside engine that name an engine", engines.length],
    ["kernel choices (hasRawOps, hasOwnOps)", countIn(src, /\bhas(Raw|Own)Ops\(\)/g)],
    ["files and lines of C++", `${native.length}, ${sum(native.map(linesOf))}`],
    [
      "files of tests",
      below(tests, "test/").filter(({ path }) => path.endsWith(".test.ts")).length,
    ],
    ["lines of tests", sum(tests.map(linesOf))],
    ["it(…) in tests", countIn(tests, /^\s*it\(/gm)],
    [
      "spawned commands in tests",
      countIn(
        tests,
        /\b(runCommand|startCli|runCli|spawn|spawnSync|execFile|execFileSync|execa|fork)\(/g,
      ),
    ],
    [
      "tests files that spawn",
      sayWith(
        tests,
        /\b(runCommand|startCli|runCli|spawn|spawnSync|execFile|execFileSync|execa|fork)\(/,
      ),
    ],
    ["lines of README", sum(text.filter(({ path }) => path === "README.md").map(linesOf))],
    ["pages of docs", text.filter(({ path }) => path !== "README.md").length],
    [
      "TODO, any, @ts-ignore, eslint-disable",
      countIn(src, /\bTODO\b|: any\b|@ts-ignore|eslint-disable/g),
    ],
  ];
}

const columns = checkouts.map((checkout) => measure(resolve(checkout)));
const head = ["", ...checkouts.map((checkout) => basename(resolve(checkout)))];
const rows = columns[0].map(([name], row) => [name, ...columns.map((column) => column[row][1])]);
console.log(`| ${head.join(" | ")} |\n|${" --- |".repeat(head.length)}`);
for (const row of rows) console.log(`| ${row.join(" | ")} |`);
