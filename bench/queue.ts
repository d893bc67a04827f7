import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { projectRoot } from "../src/base/root.js";
import { plannedEngine } from "../src/engine/start.js";
import { bestSeconds, type Measure } from "./measure.js";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/**
 * What the runner itself costs: a command with one empty run (plan, claim, start of the worker, results, table),
 * from its start to its end, less what a process takes that only loads the engine.
 */
export async function measureQueue(times = 5): Promise<readonly Measure[]> {
  const { id } = await plannedEngine();
  const load = bestSeconds(times, [here("load-engine.js"), id]);
  const words = [join(projectRoot(), "bin", "amtl-run.js"), "run", "table4", "--engine", id];
  const only = ["--seeds", "5", "--only", "loss=atl", "--only", "trainedOn=redocred", "--quiet"];
  const whole = Math.min(
    ...Array.from({ length: times }, () => {
      const root = mkdtempSync(join(tmpdir(), "amtl-bench-"));
      const env = { AMTL_RESULTS: root, AMTL_WORKER: here("empty-worker.js") };
      try {
        return bestSeconds(1, [...words, ...only], env);
      } finally {
        rmSync(root, { recursive: true, force: true });
      }
    }),
  );
  return [
    {
      name: "runner's own cost",
      value: whole - load,
      unit: "s",
      limit: 0.5,
      how: `one empty run of ${whole.toFixed(2)} s less loading ${id}, ${load.toFixed(2)} s, best of ${times}`,
    },
  ];
}
