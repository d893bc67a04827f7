import { join } from "node:path";
import { readdir } from "../../base/machine/files.js";
import { canonicalJson, sha256, type Json } from "../../base/canonical.js";
import { mapLimited } from "../../base/map-limited.js";
import { readJson } from "../../base/read-json.js";
import { fields } from "../../base/shape.js";
import { shortId } from "../../base/text/short-id.js";
import type { EvalSpec } from "../../contract/eval-spec.js";
import type { Identity } from "../../contract/run-state.js";
import type { Dependencies } from "../../contract/train-spec.js";
import { changesBetween } from "../../experiment/plan/field-changes.js";
import type { PlannedEval, PlannedRun } from "../../experiment/plan/plan.js";
import type { RunFiles } from "../../provenance/run-files.js";
import type { EarlierEval } from "../../report/document/document.js";
import { decoderOf } from "../../scoring/decoders/index.js";
import { evalDir, FILES, trainDir } from "../../store/paths.js";
import { dependencies, evalSpec } from "../../store/spec-shape.js";
import { keptKinds } from "./kept-kinds.js";
import { metricsOf } from "./run-evals.js";
import { textOf } from "./run-facts.js";

/** What earlier code or data gave for planned trainings, by the training's id; newest first. */
export type Earlier = ReadonlyMap<string, readonly EarlierEval[]>;

/** Folders that are read at a time. */
const AT_ONCE = 32;

const evaluationShape = fields({ spec: evalSpec, dependencies });

interface Other {
  readonly evalId: string;
  readonly spec: EvalSpec;
  readonly dependencies: Dependencies;
}

/**
 * Results in a folder of the same specifications that other code or data gave: of the model, or of its evaluation alone.
 * @param root folder of runs.
 */
export async function earlierEvals(
  root: string,
  runs: readonly PlannedRun[],
  files: RunFiles,
): Promise<Earlier> {
  const planned = new Set(runs.flatMap(({ evals }) => evals.map(({ evalId }) => evalId)));
  const names = await readdir(join(root, "eval")).catch(() => []);
  const others = names.filter((name) => /^[0-9a-f]{64}$/.test(name) && !planned.has(name));
  if (others.length === 0) return new Map();
  const wanted = new Map(
    runs.flatMap((run) => run.evals.map((each) => [keyOf(run.spec, each.spec), { run, each }])),
  );
  const kinds = await keptKinds(root, names);
  const found = await mapLimited(others, AT_ONCE, async (evalId) => {
    if (kinds.isOther(evalId, wanted)) return [];
    const read = await readJson(join(evalDir(root, evalId), FILES.spec), evaluationShape).catch(
      () => null,
    );
    if (read?.state !== "value") return [];
    const identity = await files.identity(trainDir(root, read.value.spec.trainId));
    if (identity === null || typeof identity === "string") return [];
    const key = keyOf(identity.spec, read.value.spec);
    kinds.keep(evalId, key);
    const meant = wanted.get(key);
    if (meant === undefined) return [];
    const earlier = await resultOf(root, { evalId, ...read.value }, identity, meant, files);
    return earlier === null ? [] : [[meant.run.trainId, earlier] as const];
  });
  await kinds.write();
  const byRun = new Map<string, EarlierEval[]>();
  for (const [id, each] of found.flat().sort(newestFirst)) {
    byRun.set(id, [...(byRun.get(id) ?? []), each]);
  }
  return byRun;
}

const newestFirst = (
  [, a]: readonly [string, EarlierEval],
  [, b]: readonly [string, EarlierEval],
): number => (b.ended ?? "").localeCompare(a.ended ?? "") || a.id.localeCompare(b.id);

/** What is asked for, whatever code and data answer it: a digest. */
const keyOf = (train: PlannedRun["spec"], spec: EvalSpec): string =>
  sha256(canonicalJson([train, { ...spec, trainId: "" }]));

async function resultOf(
  root: string,
  { evalId, spec, dependencies: needs }: Other,
  identity: Identity,
  { run, each }: { readonly run: PlannedRun; readonly each: PlannedEval },
  files: RunFiles,
): Promise<EarlierEval | null> {
  const dir = evalDir(root, evalId);
  const [result, provenance] = await Promise.all([
    files.evaluation(dir).catch(() => null),
    files.provenance(dir).catch(() => null),
  ]);
  if (result?.state !== "value") return null;
  const ended = provenance?.state === "value" ? provenance.value.ended : undefined;
  const changes = [
    ...changesBetween(identity, run).map(({ name, from, to }) => changeText(name, from, to)),
    ...Object.keys({ ...needs, ...each.dependencies }).flatMap((name) => {
      const [from, to] = [needs[name] ?? null, each.dependencies[name] ?? null];
      return from === to ? [] : [changeText(name, from, to)];
    }),
  ];
  const { evalSet, decoder } = spec;
  const ofSet = run.evals.filter((other) => other.spec.evalSet === evalSet);
  return {
    set: evalSet,
    ...(ofSet.length > 1 && { decoder: decoderOf(decoder).text }),
    run: shortId(spec.trainId),
    id: shortId(evalId),
    ...metricsOf(result.value.result.metrics),
    changes: [...new Set(changes)],
    ended: ended?.slice(0, 10) ?? null,
  };
}

/** "version:loss/atl 1 → 2"; hashes are cut. */
const changeText = (name: string, from: Json, to: Json): string =>
  `${name} ${valueText(from)} → ${valueText(to)}`;

const valueText = (value: Json): string => (value === null ? "none" : textOf(value));
