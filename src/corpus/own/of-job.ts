import { badInput } from "../../base/errors.js";
import type { Datasets } from "../../contract/corpus/dataset.js";
import type { Encoders } from "../../contract/corpus/encoder.js";
import type { Job } from "../../contract/job.js";
import { ownDataset } from "../../methods/datasets/own.js";
import { datasetsWith } from "../../methods/datasets/registry.js";
import { encodersWith } from "../../methods/encoders/registry.js";
import { ownEncoder } from "../../methods/encoders/own.js";
import { datasetHash } from "../datasets/dataset-hash.js";
import { encoderHash } from "../encoders/resolve.js";

type OwnOfJob = Pick<Job, "train" | "dependencies" | "evals" | "datasets" | "encoder">;

/**
 * The data sets that a job may read: the project's, and those of the user's that it carries.
 * @throws AmtlError (2) when a user's file is gone, or has another content than was planned.
 */
export async function datasetsOfJob(job: OwnOfJob): Promise<Datasets> {
  const { train, dependencies, evals, datasets: own = [] } = job;
  const datasets = datasetsWith(own.map(ownDataset));
  const planned = new Map(
    [dependencies, ...evals.map((each) => each.dependencies)].flatMap(
      Object.entries<string | number>,
    ),
  );
  for (const { id, files } of own) {
    for (const split of Object.keys(files)) {
      const expected = planned.get(`data:${id}/${split}`);
      if (expected === undefined) continue;
      const hash = await datasetHash(train.profile, `${id}/${split}`, datasets);
      if (hash !== expected) throw changed(`Data set ${id}/${split}`, String(expected), hash);
    }
  }
  return datasets;
}

/**
 * The encoders that a job may name: the project's, and the user's that it carries.
 * @throws AmtlError (2) when the user's is gone, or has another content than was planned.
 */
export async function encodersOfJob({ train, dependencies, encoder }: OwnOfJob): Promise<Encoders> {
  if (encoder === undefined) return encodersWith([]);
  const encoders = encodersWith([ownEncoder(train.encoder, encoder)]);
  const name = `encoder:${train.encoder}`;
  // A user's program brings its encoder itself.
  if (!Object.hasOwn(dependencies, name)) return encoders;
  const planned = String(dependencies[name]);
  const hash = await encoderHash(train.encoder, encoders);
  if (hash !== planned) throw changed(`Encoder ${train.encoder}`, planned, hash);
  return encoders;
}

/** For what was planned and is no longer there as it was. @param where for what has a place of its own. */
export const changed = (what: string, planned: string, found: string, where?: string): Error =>
  badInput(`${what} has changed since it was planned`, {
    ...(where !== undefined && { where }),
    expected: `content ${planned.slice(0, 12)}`,
    got: `content ${found.slice(0, 12)}; nothing of this run is kept`,
    fix: "the same command plans and trains with it as it now is, as a run of its own",
  });
