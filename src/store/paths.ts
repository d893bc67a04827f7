import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { homeFolder } from "../base/root.js";

/** Where runs are, and beside them a folder of tables for each profile. */
export interface ResultsFolders {
  /** The folder that holds train/, eval/ and plans/. */
  readonly runs: string;
  readonly tables: string;
}

/** What the runs' folder is called in results/ of a checkout. */
const RUNS = "runs";

/**
 * The results folder: `--results`, else AMTL_RESULTS, else results/ of this checkout, or, of an installed package, of the
 * working directory. Of a checkout it does not depend on the working directory unless a relative path is given, so that
 * a call from elsewhere finds what is done. A given folder holds runs and tables side by side; one with runs/ in it,
 * such as results/ of another checkout, is read as that checkout reads it.
 */
export function resultsFolders(
  option?: string,
  env: NodeJS.ProcessEnv = process.env,
): ResultsFolders {
  const given = option ?? env.AMTL_RESULTS ?? "";
  const tables = given === "" ? join(homeFolder(), "results") : resolve(given);
  const runs = join(tables, RUNS);
  return { tables, runs: given === "" || existsSync(runs) ? runs : tables };
}

/** The folder of {@link resultsFolders} that holds train/, eval/ and plans/. */
export const resultsRoot = (option?: string, env: NodeJS.ProcessEnv = process.env): string =>
  resultsFolders(option, env).runs;

/** Folder in a results folder where `--twice` does runs a second time. */
export const AGAIN = "twice";

/** Folder in a results folder where `--force` does runs again, until they are whole. */
export const FORCED = "forced";

/** Folder of a training run: spec.json, attempts/, checkpoint, scores/, result.json, provenance.json. */
export const trainDir = (root: string, trainId: string): string => join(root, "train", trainId);

/** Folder of an evaluation: spec.json, result.json, provenance.json. */
export const evalDir = (root: string, evalId: string): string => join(root, "eval", evalId);

/** Folder of attempt k (1, 2, …) of the training run in `dir`. */
export const attemptDir = (dir: string, k: number): string => join(dir, "attempts", String(k));

/** Where the scores and predictions of a trained model on an evaluation set are kept ("redocred/test"). */
export const scoresDir = (root: string, trainId: string, evalSet: string): string =>
  join(trainDir(root, trainId), "scores", ...evalSet.split("/"));

/** Names of the files that the parts share. */
export const FILES = {
  spec: "spec.json",
  job: "job.json",
  owner: "owner.json",
  heartbeat: "heartbeat",
  ended: "ended.json",
  result: "result.json",
  /** Beside an evaluation's result: what was predicted, one fact a line. */
  predictions: "predictions.ndjson",
  /** Of a training: its best weights, where they are kept. */
  weights: "weights.bin",
  provenance: "provenance.json",
  log: "log.ndjson",
  stderr: "stderr.log",
  cancel: "cancel",
  manifest: "manifest.json",
} as const;

/** The file of what an attempt's worker wrote to standard error; it may not exist. */
export const stderrOf = (attempt: string): string => join(attempt, FILES.stderr);
