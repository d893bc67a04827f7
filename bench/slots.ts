import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { projectRoot } from "../src/base/root.js";
import type { RunEvent } from "../src/contract/event.js";
import type { Measure } from "./measure.js";

const WORKER = fileURLToPath(new URL("waiting-worker.js", import.meta.url));
const SLOTS = 2;
const RUNS = 40;
const SEEDS = "1,2,3,4,5,6,7,8,9,10";

/** Clock ticks a second in /proc; Linux has said 100 for decades. */
const TICKS = 100;

/** CPU seconds of a process itself, without its children; null when it is gone. */
function cpuSeconds(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return null;
  }
}

/**
 * What queue, store and progress cost over 40 runs of 10 s on two slots: the command's own CPU time, and the time for
 * which slots were empty, worker start excluded, as a share of the slots' time. Linux only.
 */
export async function measureSlots(): Promise<readonly Measure[]> {
  const root = mkdtempSync(join(tmpdir(), "amtl-bench-"));
  const words = ["table4", "--only", "loss=atl,amtl", "--seeds", SEEDS];
  try {
    const begun = Date.now();
    const child = spawn(
      process.execPath,
      [join(projectRoot(), "bin", "amtl-run.js"), ...words, "--jobs", String(SLOTS), "--json"],
      {
        stdio: ["ignore", "pipe", "inherit"],
        env: { ...process.env, AMTL_RESULTS: root, AMTL_WORKER: WORKER },
      },
    );
    let cpu = 0;
    const timer = setInterval(() => {
      cpu = cpuSeconds(child.pid!) ?? cpu;
    }, 50);
    const events: RunEvent[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      events.push(JSON.parse(line) as RunEvent);
    }
    clearInterval(timer);
    return judge(events, begun, cpu);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function judge(events: readonly RunEvent[], begun: number, cpu: number): readonly Measure[] {
  const began = new Map<string, number>();
  let [busy, last, ended] = [0, begun, 0];
  let start = 0;
  for (const event of events) {
    const { type, run } = event;
    const at = Date.parse(event.time);
    if (type === "started") {
      began.set(run, at);
      start += Number(event.engine) / 1000;
    }
    if (type !== "finished") continue;
    busy += (at - began.get(run)!) / 1000;
    last = Math.max(last, at);
    ended++;
  }
  if (ended !== RUNS) throw new Error(`Expected ${RUNS} runs to finish, got ${ended}`);
  const whole = (SLOTS * (last - begun)) / 1000;
  const idle = whole - busy - start;
  const how = `${RUNS} runs of 10 s, ${SLOTS} slots, ${whole.toFixed(0)} s of slot time; ${start.toFixed(1)} s of workers' starts left out`;
  return [
    { name: "command's CPU time", value: cpu, unit: "s", limit: null, how },
    { name: "idle slot time", value: idle, unit: "s", limit: null, how },
    {
      name: "queue, store and progress",
      value: (100 * (cpu + idle)) / whole,
      unit: "% of slot time",
      limit: 1,
      how: "the two above",
    },
  ];
}
