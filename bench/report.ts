import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../src/base/root.js";
import { writeStandIns } from "../test/support/runs/stand-in-results.js";
import { leastProcessorSeconds, type Measure } from "./measure.js";

export const REPORT_NOTE =
  "Reports: over made-up results of all runs of profile paper; processor time grows where other processes share the cores.";

const PAGE = ["--format", "html", "--out"] as const;

/**
 * The processor time of reports of finished runs at the paper's scale, when they were asked for before: of results,
 * pages and caches in a folder of their own.
 */
export async function measureReport(times = 5): Promise<readonly Measure[]> {
  const root = await mkdtemp(join(tmpdir(), "amtl-bench-"));
  const [results, cache, page] = ["results", "cache", "page.html"].map((name) => join(root, name));
  try {
    // What is planned here has to find the same encoders as the processes that report.
    process.env.AMTL_CACHE = cache;
    const request = { experiments: ["all"], profile: "paper", results } as const;
    const runs = await writeStandIns(results, request);
    const asked: readonly (readonly [words: readonly string[], limit: number])[] = [
      [["report", "all", ...PAGE, page], 3],
      [["report", "table4", ...PAGE, page], 1],
      [["report", "table4"], 1],
    ];
    return asked.map(([words, limit]) => ({
      name: words.filter((word) => word !== "--out" && word !== page).join(" "),
      value: leastProcessorSeconds(times, [
        ...[join(projectRoot(), "bin", "amtl-run.js"), ...words],
        ...["--profile", "paper", "--results", results],
      ]),
      unit: "s",
      limit,
      how: `user and system time over ${runs} runs, caches filled, best of ${times}`,
    }));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
