import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../src/base/root.js";
import { bestSeconds, type Measure } from "./measure.js";

/** Commands that people wait for, and that load no TensorFlow. */
function commands(): readonly (readonly string[])[] {
  const paper = join(projectRoot(), "results", "paper", "table4.csv");
  return [["--help"], ["list"], ["plan", "table4"], ["diff", paper, paper]];
}

/** How long each command takes beyond an empty Node process: best of several times, in ms. */
export function measureStart(times = 5): readonly Measure[] {
  const program = join(projectRoot(), "bin", "amtl-run.js");
  const root = mkdtempSync(join(tmpdir(), "amtl-bench-"));
  try {
    const empty = bestSeconds(times, ["--input-type=module", "--eval", ""]);
    return commands().map((words) => {
      const seconds = bestSeconds(times, [program, ...words], { AMTL_RESULTS: root });
      const [name = "", what = ""] = words;
      return {
        name: `start of ${name === "plan" ? `${name} ${what}` : name}`,
        value: 1000 * (seconds - empty),
        unit: "ms",
        limit: 200,
        how: `${(1000 * seconds).toFixed(0)} ms less an empty process, ${(1000 * empty).toFixed(0)} ms, best of ${times}`,
      };
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
