const { readdirSync } = require("node:fs");
const { join } = require("node:path");

/**
 * Files that take longest, so that they begin first and none is left to run alone at the end. The order is all that
 * follows from this list: a name that is no file any more changes nothing.
 */
const FIRST = [
  "adding/",
  "slurm/cluster",
  "cli/commands/cancel",
  "train/learning",
  "cli/commands/run/budget",
  "cli/commands/run/two-machines",
  "cli/own/",
  "train/worker",
  "cli/commands/run/real",
  "cli/commands/status",
  "chaos/",
  "cli/commands/run/gpus",
  "check-program",
  "cli/commands/logs",
  "check/golden",
  "fuzz/fuzz",
];

const rank = (file) => {
  const place = FIRST.findIndex((name) => file.includes(`/${name}`));
  return place === -1 ? FIRST.length : place;
};

module.exports = {
  spec: readdirSync("dist/test", { recursive: true })
    .filter((name) => name.endsWith(".test.js"))
    .map((name) => join("dist/test", name))
    .sort()
    .sort((a, b) => rank(a) - rank(b)),
  require: ["./dist/test/support/temporary-files.js"],
  reporter: "dist/test/support/reporter.js",
  "node-option": ["enable-source-maps"],
  timeout: 60000,
  "forbid-only": true,
  // Two processes, since many tests wait for processes that they start.
  parallel: true,
  jobs: 2,
};
