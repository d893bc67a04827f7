import { audit } from "../../../src/app/audit/audit.js";
import { loadExperiments } from "../../../src/app/select/experiments.js";
import { seededRandom } from "../../../src/base/random.js";
import { runFacts } from "../../../src/app/report/run-facts.js";
import { shortId } from "../../../src/base/text/short-id.js";
import type { EvalResult } from "../../../src/contract/result.js";
import type { ProfileId } from "../../../src/contract/train-spec.js";
import { expand } from "../../../src/experiment/grid/grid.js";
import { mergeRuns } from "../../../src/experiment/plan/merge.js";
import { planRuns } from "../../../src/experiment/plan/plan.js";
import { catalog } from "../../../src/methods/index.js";
import { PROFILES } from "../../../src/methods/profiles/profiles.js";
import type { ReportDocument, ReportRun } from "../../../src/report/document/document.js";
import { fileCells, fillCells } from "../../../src/report/fill.js";
import { PAPER_FIGURES, PAPER_TABLES } from "../../../src/report/paper/printed.js";
import { tableOf, type ReportTable } from "../../../src/report/table.js";
import { judgeCells } from "../../../src/report/verdicts/judge.js";
import { VERDICT_SETTINGS } from "../../../src/report/verdicts/settings.js";
import { suspicionsOf } from "../../../src/report/verdicts/suspicion.js";
import { someResult } from "../results.js";

/** What a made-up run scored: around the printed number, null while it is not done. */
export type Scores = (printed: number, seed: number, id: string) => number | null;

/** Around the printed number, some off by a few tenths, with a deviation of 0.2. */
export const NEAR: Scores = (printed, seed, id) => {
  const random = seededRandom(seed, id);
  return printed + 0.35 * (random.next() + random.next() - 1);
};

/** Tables and figures with made-up results, judged as at the paper's scale, and all runs behind them. */
export async function someDocument(
  ids: readonly string[] = [...PAPER_TABLES, ...PAPER_FIGURES],
  profile: ProfileId = "paper",
  seeds: readonly number[] = [5, 42, 65, 66, 233],
  scores: Scores = NEAR,
): Promise<ReportDocument> {
  const tables: ReportTable[] = [];
  const planned = [];
  const suspicions = suspicionsOf((await audit({})).items);
  for (const name of ids) {
    const [{ experiment, paper }] = await loadExperiments(name);
    const { id, title, x } = experiment;
    const plan = planRuns(expand(experiment, PROFILES[profile], seeds, {}, catalog), () => ({}));
    planned.push(...plan.runs);
    const printed = new Map(paper?.cells.map((cell) => [cell.id, cell.value ?? 70]));
    const results = new Map<string, EvalResult>();
    for (const { printed: beside, results: runs } of plan.cells) {
      for (const { seed, evalId } of runs) {
        if (evalId === null || results.has(evalId)) continue;
        const near = (beside === null ? undefined : printed.get(beside)) ?? 70;
        const f1 = scores(near, seed, evalId);
        if (f1 === null) continue;
        const made = someResult(evalId, f1);
        const bands = Object.fromEntries(
          ["head-10", "mid-76", "tail-20", "tail-10"].map((band) => [band, made.metrics]),
        );
        const relationScores = Array.from({ length: 96 }, (_, at) => ({
          relation: `P${at}`,
          pairs: 3,
          score: 10 - at / 20,
        }));
        results.set(evalId, { ...made, bands, relationScores });
      }
    }
    const filled = await fillCells(id, profile, plan.cells, paper, {
      evaluation: (evalId) => Promise.resolve(results.get(evalId) ?? null),
      time: () => Promise.resolve(null),
      count: () => Promise.resolve({ documents: 100, relations: 96, triples: 1000 }),
    });
    const cells =
      profile === "paper"
        ? judgeCells(filled, { settings: VERDICT_SETTINGS, suspicions, hoursPerSeed: () => 0.7 })
        : filled;
    const header = { id, title, x, profile, settings: [], seeds };
    tables.push(tableOf(header, fileCells(profile, cells, x === null ? paper : null)));
  }
  const made = { version: "0.1.0", commit: "0123456789abcdef", dirty: false };
  return { made, tables, runs: mergeRuns(planned).map((run) => someRun(run)) };
}

const MADE = {
  program: { version: "0.1.0", commit: "0123456789abcdef0123456789abcdef01234567", dirty: false },
  node: "v20.19.0",
  packages: { "@tensorflow/tfjs-core": "4.22.0" },
  engine: { id: "native", library: "TensorFlow 2.21.0 (CPU)", threads: 2, ownOperations: true },
  host: { name: "node-17", system: "Linux", processor: "Some Processor", processors: 2 },
};

/** A run as it is read from its folder: its curve and its scores vary with seed and loss, its bands fall off. */
function someRun({
  trainId,
  label,
  spec,
  dependencies,
  evals,
}: ReturnType<typeof mergeRuns>[number]): ReportRun {
  const random = seededRandom(spec.seed, trainId);
  const near = (value: number, by: number): number =>
    Math.round(100 * (value + by * (random.next() - 0.5))) / 100;
  const n = spec.layout.segments?.length ?? 1;
  const final = near(74, 1);
  const minutes = near(41, 4);
  return {
    id: shortId(trainId),
    label,
    seed: spec.seed,
    state: "done",
    problem: null,
    dev: Array.from({ length: 30 }, (_, at) => [at + 1, near(final - 30 / (at + 1), 1)] as const),
    evals: evals.map(({ evalId, spec: { evalSet } }) => ({
      set: evalSet,
      id: shortId(evalId),
      ...{ f1: 73.12, ignF1: 72.12, precision: 74.12, recall: near(70 + n / 2, 1) },
      bands: [near(78, 1), near(68 + n / 4, 1), near(55 + n / 2, 2), near(50 + n, 3)],
      threshold: near(13 - n / 2, 0.5),
    })),
    facts: runFacts({ spec, dependencies }, MADE),
    made: {
      engine: "TensorFlow 2.21.0 (CPU)",
      device: "Some Processor",
      host: "node-17",
      minutes,
      predicted: { minutes: near(41, 2), basis: n > 1 ? "scaled" : "measured" },
      ended: "2026-01-02",
    },
  };
}
