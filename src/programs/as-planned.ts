import type { Job } from "../contract/job.js";
import { checkInputsAsPlanned, plannedOf, type PlannedSources } from "../corpus/own/as-planned.js";
import { changed } from "../corpus/own/of-job.js";
import { programDependency } from "../experiment/dsl/program.js";
import { programContent, type ProgramStart } from "./locate.js";

/**
 * Sees that the files of a job's program, and of the data that it reads, are those that it was planned with
 * ({@link checkInputsAsPlanned}). Asked before the program starts, and before anything of it is kept.
 *
 * @throws AmtlError (2) when a file was changed.
 */
export async function checkAsPlanned(
  job: Job,
  start: ProgramStart,
  sources: PlannedSources,
): Promise<void> {
  await checkInputsAsPlanned(job, sources);
  if (job.train.worker === undefined) return;
  const expected = plannedOf(job).get(programDependency(job.train.worker));
  if (expected === undefined) return;
  const found = await programContent(start);
  if (found === expected) return;
  throw changed("Program", String(expected), found, `${start.argv.join(" ")}, in ${start.cwd}`);
}
