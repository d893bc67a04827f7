import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Energy } from "../provenance.js";
import type { Meter } from "./meter.js";

/** Milliseconds between two readings of the power. */
const SAMPLE_MS = 1000;

/**
 * Measures what a GPU takes: its power as nvidia-smi reports it once a second, on average, times the time. The process
 * that looks ends with this one.
 * @param uuid of the GPU; null: nobody knows which one it is.
 */
export function gpuMeter(uuid: string | null, sampleMs = SAMPLE_MS): Meter {
  const unknown = (why: string): Energy => ({ joules: null, why });
  if (uuid === null) return { begin: () => () => unknown("nobody knows which GPU it was") };
  let [watts, samples] = [0, 0];
  const words = ["--query-gpu=power.draw", "--format=csv,noheader,nounits"];
  const looker = spawn("nvidia-smi", [...words, `--id=${uuid}`, `--loop-ms=${sampleMs}`], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  looker.on("error", () => undefined).unref();
  // Without this, the pipe would keep the worker alive.
  if ("unref" in looker.stdout) (looker.stdout as unknown as { unref: () => void }).unref();
  process.once("exit", () => looker.kill());
  createInterface({ input: looker.stdout }).on("line", (line) => {
    if (!/^\d+(\.\d+)?$/.test(line.trim())) return;
    watts += Number(line);
    samples++;
  });
  return {
    begin: () => {
      const [watts0, samples0, at] = [watts, samples, performance.now()];
      return (): Energy => {
        const count = samples - samples0;
        if (count === 0) return unknown("nvidia-smi reported no power");
        const seconds = (performance.now() - at) / 1000;
        return {
          joules: ((watts - watts0) / count) * seconds,
          source: `nvidia-smi: mean of ${count} samples of the power`,
        };
      };
    },
  };
}
