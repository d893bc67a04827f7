import type { Datasets } from "../../contract/corpus/dataset.js";
import type { Encoders } from "../../contract/corpus/encoder.js";
import type { Job } from "../../contract/job.js";
import { datasetHash } from "../datasets/dataset-hash.js";
import { encoderHash } from "../encoders/resolve.js";
import { changed } from "./of-job.js";

const DATA = "data:";
const ENCODER = "encoder:";

/** Where the names of a job's data sets and encoders are looked up. */
export interface PlannedSources {
  readonly datasets: Datasets;
  readonly encoders: Encoders;
}

/** Everything that a job's training and evaluations rest on, by name. */
export const plannedOf = ({
  dependencies,
  evals,
}: Pick<Job, "dependencies" | "evals">): ReadonlyMap<string, string | number> =>
  new Map(
    [dependencies, ...evals.map((each) => each.dependencies)].flatMap(
      Object.entries<string | number>,
    ),
  );

/**
 * Sees that the data and the encoder of a job are those that it was planned with. Runs wait for hours, and people go on
 * working meanwhile: what other data gave must not stand under the id of what was planned. Asked when a job starts, and
 * before anything of it is kept; cheap, as hashes of files are remembered until they change.
 *
 * @throws AmtlError (2) when one has changed, (4) when a file is gone.
 */
export async function checkInputsAsPlanned(
  job: Pick<Job, "train" | "dependencies" | "evals">,
  { datasets, encoders }: PlannedSources,
): Promise<void> {
  for (const [name, expected] of plannedOf(job)) {
    const [kind, id] = [name.slice(0, name.indexOf(":") + 1), name.slice(name.indexOf(":") + 1)];
    const found =
      kind === DATA
        ? await datasetHash(job.train.profile, id, datasets)
        : kind === ENCODER
          ? await encoderHash(id, encoders)
          : expected;
    if (found === expected) continue;
    const what = kind === DATA ? `Data set ${id}` : `Encoder ${id}`;
    throw changed(what, String(expected), String(found));
  }
}
