const { readdirSync } = require("node:fs");
const { join } = require("node:path");

/**
 * Files that take longest, so that they begin first and none is left to run alone at the end. The order is all that
 * follows from this list: a name that is no file any more changes nothing.
 */
const FIRST = [
  "slurm/cluster",
  "cli/cancel",
  "train/learning",
  "cli/budget",
  "cli/two-machines",
  "cli/foreign",
  "cli/own-segments",
  "train/worker",
  "cli/run-real",
  "cli/own-loss",
  "cli/status",
  "cli/plan-cost",
  "chaos/chaos",
  "cli/gpus",
  "cli/worker-check",
  "cli/logs",
  "adding/",
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
