import { canonicalJson } from "../../base/canonical.js";
import { mapLimited } from "../../base/map-limited.js";
import type { Metrics } from "../../contract/result.js";
import type { Identity } from "../../contract/run-state.js";
import { readIdentity } from "../../provenance/identity.js";
import { aggregate, type Aggregate } from "../../report/aggregate.js";
import { decoderOf } from "../../scoring/decoders/index.js";
import { evaluationsOf, type PlannedEvaluation } from "../../store/evals-of.js";
import { evalDir, trainDir } from "../../store/paths.js";
import { readEvalResult } from "../../store/read-result.js";
import { runIds } from "../lookup/runs.js";

/** What a run scored on a set, and what it and its sisters of other seeds score. */
export interface CardScore {
  readonly evalSet: string;
  /** How scores were decoded: "th-4". */
  readonly decoding: string;
  readonly metrics: Metrics;
  readonly f1: Aggregate;
  readonly ignF1: Aggregate;
}

/** Folders that are read at a time. */
const AT_ONCE = 32;

/** What a run is but for its seed. */
const configurationOf = ({ spec, dependencies }: Identity): string =>
  canonicalJson({ dependencies, spec: { ...spec, seed: 0 } });

/** What is the same of the evaluations of such runs. */
const kindOf = ({ spec, dependencies }: PlannedEvaluation): string =>
  canonicalJson({ dependencies, spec: { ...spec, trainId: "" } });

/** Seeds of all runs in the results folder that differ from this one in nothing else, by their ids. */
export async function sistersOf(
  root: string,
  trainId: string,
): Promise<ReadonlyMap<string, number>> {
  const own = await readIdentity(trainDir(root, trainId));
  if (own === null) return new Map();
  const configuration = configurationOf(own);
  const found = await mapLimited(await runIds(root), AT_ONCE, async (id) => {
    const identity = await readIdentity(trainDir(root, id));
    const isSister = identity !== null && configurationOf(identity) === configuration;
    return isSister ? [[id, identity.spec.seed] as const] : [];
  });
  return new Map(found.flat().sort(([, a], [, b]) => a - b));
}

/** The scores of a run and of its sisters, set by set. */
export async function cardScores(
  root: string,
  trainId: string,
  sisters: Iterable<string>,
): Promise<readonly CardScore[]> {
  const byKind = new Map<string, { readonly id: string; readonly metrics: Metrics }[]>();
  for (const id of sisters) {
    for (const planned of await evaluationsOf(root, id)) {
      const result = await readEvalResult(evalDir(root, planned.evalId));
      if (result === null) continue;
      const kind = kindOf(planned);
      byKind.set(kind, [...(byKind.get(kind) ?? []), { id, metrics: result.metrics }]);
    }
  }
  const scores: CardScore[] = [];
  for (const { spec, ...rest } of await evaluationsOf(root, trainId)) {
    const all = byKind.get(kindOf({ spec, ...rest })) ?? [];
    const own = all.find(({ id }) => id === trainId);
    const f1 = aggregate(all.map(({ metrics }) => metrics.f1));
    const ignF1 = aggregate(all.map(({ metrics }) => metrics.ignF1));
    if (own === undefined || f1 === null || ignF1 === null) continue;
    const decoding = decoderOf(spec.decoder).text;
    scores.push({ evalSet: spec.evalSet, decoding, metrics: own.metrics, f1, ignF1 });
  }
  return scores.sort((a, b) => (a.evalSet < b.evalSet ? -1 : 1));
}
