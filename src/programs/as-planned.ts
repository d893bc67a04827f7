import { badInput } from "../base/errors.js";
import type { Datasets } from "../contract/corpus/dataset.js";
import type { Job } from "../contract/job.js";
import { datasetHash } from "../corpus/datasets/dataset-hash.js";
import { programDependency } from "../experiment/dsl/program.js";
import { programContent, type ProgramStart } from "./locate.js";

const DATA = "data:";

/**
 * Sees that the files of a job's program, and of the data that it reads, are those that it was planned with. Runs wait
 * for hours, and people go on writing meanwhile: what another program made must not stand under the id of the one that
 * was planned. Asked before the program starts, and before anything of it is kept.
 *
 * @throws AmtlError (2) when a file was changed.
 */
export async function checkAsPlanned(
  { train, dependencies, evals }: Job,
  start: ProgramStart,
  datasets: Datasets,
): Promise<void> {
  const planned = new Map(
    [dependencies, ...evals.map((each) => each.dependencies)].flatMap(
      Object.entries<string | number>,
    ),
  );
  for (const [name, expected] of planned) {
    const found =
      train.worker !== undefined && name === programDependency(train.worker)
        ? await programContent(start)
        : name.startsWith(DATA)
          ? await datasetHash(train.profile, name.slice(DATA.length), datasets)
          : expected;
    if (found === expected) continue;
    const isData = name.startsWith(DATA);
    const what = isData ? `Data set ${name.slice(DATA.length)}` : "Program";
    throw badInput(`${what} has changed since it was planned`, {
      where: isData ? name.slice(DATA.length) : `${start.argv.join(" ")}, in ${start.cwd}`,
      expected: `content ${String(expected).slice(0, 12)}`,
      got: `content ${String(found).slice(0, 12)}; nothing of this run is kept`,
      fix: "the same command plans and trains it as it now is, as a run of its own",
    });
  }
}
