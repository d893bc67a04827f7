import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { json } from "../../base/shape.js";
import { shortId } from "../../base/text/short-id.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import { readContainer, type Container } from "../../store/container.js";
import { errorCode } from "../../store/files.js";
import { evalDir, FILES, scoresDir, trainDir } from "../../store/paths.js";
import { readProvenance } from "../../provenance/provenance.js";
import { readEvalResult, readTrainResult } from "../../store/read-result.js";
import {
  differenceOf,
  linesApart,
  metricsDifference,
  partingOf,
  SAME,
  type Difference,
  type Parting,
} from "./difference.js";

/** On which machine and with which engine one of the two trainings was done. */
export interface Circumstance {
  readonly engine: string | null;
  readonly host: string | null;
  readonly device: string | null;
  readonly ended: string | null;
}

/** The comparison of a run that was done twice: determinism.json beside the first result. */
export interface Determinism {
  readonly schema: 1;
  readonly trainId: string;
  readonly label: string;
  /** Whether nothing that was compared differs. */
  readonly same: boolean;
  readonly first: Circumstance;
  readonly second: Circumstance;
  readonly weights: Difference;
  /** null: every dev evaluation gave the same loss and figures. */
  readonly parting: Parting | null;
  readonly evaluations: readonly {
    readonly evalId: string;
    readonly evalSet: string;
    readonly scores: Difference;
    /** Predictions that only one of the two made. */
    readonly predictionsApart: number;
    readonly metrics: Difference;
  }[];
  /** ISO 8601, UTC. */
  readonly compared: string;
}

/** A run that was done twice, as `run --twice --json` says it. */
export function determinismLine({ trainId, ...rest }: Determinism): object {
  const run = shortId(trainId);
  return { v: 1, type: "determinism", time: rest.compared, run, ...rest };
}

async function containers(a: string, b: string): Promise<Difference> {
  const [first, second] = await Promise.all([a, b].map(readArrays));
  if (first === null) return { kind: "absent", why: "the first ones were not kept" };
  if (second === null) return { kind: "absent", why: "the second ones were not kept" };
  return differenceOf(first, second);
}

const readArrays = (path: string): Promise<Container<unknown>["arrays"] | null> =>
  readContainer(path, json).then(
    ({ arrays }) => arrays,
    (error: unknown) => {
      if (errorCode(error) === "ENOENT") return null;
      throw error;
    },
  );

/** A user's program may keep none: then both have none. */
const textIn = (dir: string, name: string): Promise<string> =>
  readFile(join(dir, name), "utf8").catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return "";
    throw error;
  });

async function circumstanceOf(dir: string): Promise<Circumstance> {
  const { engine, host, device, ended } = await readProvenance(dir);
  return {
    engine: engine?.id === undefined ? null : `${engine.id}: ${engine.library ?? "?"}`,
    host: host?.name ?? null,
    device: device?.name ?? null,
    ended: ended ?? null,
  };
}

/**
 * Compares a run that is done in two folders of results.
 * @throws AmtlError (2) when a file is torn; an error of the system when one cannot be read.
 */
export async function compareRun(
  { trainId, label, evals }: PlannedRun,
  root: string,
  again: string,
): Promise<Determinism> {
  const dirs = [root, again].map((folder) => trainDir(folder, trainId));
  const [a, b] = await Promise.all(dirs.map((dir) => readTrainResult(dir)));
  const [first, second] = await Promise.all(dirs.map(circumstanceOf));
  const weights = await containers(join(dirs[0], "weights.bin"), join(dirs[1], "weights.bin"));
  const parting = partingOf(a!.dev, b!.dev);
  const evaluations = await Promise.all(
    evals.map(async ({ evalId, spec: { evalSet } }) => {
      const folders = [root, again].map((folder) => evalDir(folder, evalId));
      const results = await Promise.all(folders.map((dir) => readEvalResult(dir)));
      const files = [root, again].map((folder) =>
        join(scoresDir(folder, trainId, evalSet), "scores.bin"),
      );
      const texts = await Promise.all(folders.map((dir) => textIn(dir, FILES.predictions)));
      return {
        evalId,
        evalSet,
        scores: await containers(files[0], files[1]),
        predictionsApart: linesApart(texts[0], texts[1]),
        metrics: metricsDifference(results[0]!.metrics, results[1]!.metrics),
      };
    }),
  );
  const isSame = ({ kind }: Difference): boolean => kind === SAME.kind || kind === "absent";
  const same =
    isSame(weights) &&
    parting === null &&
    evaluations.every(
      ({ scores, predictionsApart, metrics }) =>
        isSame(scores) && predictionsApart === 0 && isSame(metrics),
    );
  const compared = new Date().toISOString();
  return {
    schema: 1,
    trainId,
    label,
    same,
    first,
    second,
    weights,
    parting,
    evaluations,
    compared,
  };
}

/** Name of the file beside the first run's result. */
export const DETERMINISM = "determinism.json";
