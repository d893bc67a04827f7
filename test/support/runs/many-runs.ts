import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256, type Json } from "../../../src/base/canonical.js";
import { sealedJson } from "../../../src/base/seal.js";
import { newOwner } from "../../../src/store/claims/owner.js";
import {
  writeManifest,
  type Manifest,
  type ManifestRun,
} from "../../../src/store/plans/manifests.js";

/**
 * A results folder as a large plan leaves it half-way: of each ten runs six are done, one failed, one was
 * interrupted, and two have not begun; one run is under way in this process. Two evaluations each.
 */
export async function manyRuns(root: string, count: number): Promise<Manifest> {
  const runs: ManifestRun[] = Array.from({ length: count }, (_, at) => ({
    trainId: sha256(`train ${at}`),
    label: `atlop amt-4xafl-n4-l3.5 bert-base-cased redocred seed ${at}`,
    cells: [`table4/row/f1`, `table4/row/ign-f1`],
    evalIds: [sha256(`eval 1 ${at}`), sha256(`eval 2 ${at}`)],
  }));
  const result = (kind: string, id: string, content: object): void => {
    mkdirSync(join(root, kind, id), { recursive: true });
    writeFileSync(join(root, kind, id, "result.json"), sealedJson(content as Json));
  };
  const metrics = { f1: 60, ignF1: 59, precision: 61, recall: 60 };
  const counts = { documents: 500, pairs: 190000, gold: 17448, submitted: 12000, correct: 9000 };
  const perRelation = Object.fromEntries(
    Array.from({ length: 96 }, (_, at) => [`P${at}`, { gold: 100, submitted: 80, correct: 60 }]),
  );
  const owner = JSON.stringify(await newOwner());
  runs.forEach(({ trainId, evalIds }, at) => {
    const fate = at % 10;
    if (fate >= 8 && at !== 9) return;
    const attempt = join(root, "train", trainId, "attempts", "1");
    mkdirSync(attempt, { recursive: true });
    writeFileSync(join(attempt, "owner.json"), owner);
    writeFileSync(join(attempt, "heartbeat"), "alive\n");
    const step = { epoch: 1, epochs: 2, step: 40, steps: 100, loss: 0.5, stepsPerSecond: 2 };
    const lines = [{ type: "started", engine: "native", pid: 4242, resumedAt: null }];
    const progress = Array.from({ length: 50 }, () => ({ type: "progress", ...step }));
    const failed = {
      type: "failed",
      kind: "not-a-number",
      message: "loss is NaN",
      log: null,
      retry: false,
    };
    const end = fate === 6 ? [failed] : [];
    const head = { v: 1, time: "2026-01-01T00:00:00.000Z", run: trainId.slice(0, 12), attempt: 1 };
    const log = [...lines, ...progress, ...end].map(
      (line, seq) => `${JSON.stringify({ ...head, seq, ...line })}\n`,
    );
    writeFileSync(join(attempt, "log.ndjson"), log.join(""));
    if (at === 9) return;
    const [outcome, kind] =
      fate < 6 ? ["done", null] : fate === 6 ? ["failed", "not-a-number"] : ["interrupted", null];
    const ended = {
      schema: 1,
      outcome,
      kind,
      message: "loss is NaN",
      time: "2026-01-01T00:00:00.000Z",
    };
    writeFileSync(join(attempt, "ended.json"), JSON.stringify(ended));
    if (fate >= 6) return;
    result("train", trainId, { schema: 1, trainId, dev: [], best: 0, steps: 100 });
    for (const evalId of evalIds) {
      result("eval", evalId, {
        schema: 1,
        trainId,
        evalId,
        evalSet: "redocred/test",
        counts: { ...counts, ignored: 100 },
        metrics,
        bands: { head: metrics },
        perRelation,
        thresholdMean: 0.5,
      });
    }
  });
  return await writeManifest(root, { names: ["table4"], profile: "smoke", seeds: [5], runs });
}
