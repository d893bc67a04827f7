import { mergeRuns } from "../../experiment/plan/merge.js";
import { plansUntil } from "../report/added-seeds.js";
import { planHead, recordDone } from "../run/record.js";
import type { RunRequest } from "../run/request.js";
import type { Selection } from "../select/select.js";

/**
 * Says in the results folder which seeds count, of a request that had nothing to run: a plan of what is done, unless one
 * says so already. Where runs are made, their own plans say it.
 *
 * @param selection with all seeds that a cell may get.
 * @param counted the same with those that are done.
 * @throws AmtlError (4) when the disk is full or the folder cannot be written.
 */
export async function markCounted(
  root: string,
  request: RunRequest,
  selection: Selection,
  counted: Selection,
): Promise<void> {
  const plan = planHead(request, selection);
  const known = await plansUntil(root, selection);
  const marked = new Set(known.flatMap(({ seeds }) => seeds));
  if (plan.seeds.every((seed) => marked.has(seed))) return;
  const parts = counted.items.map(({ selected }) => selected);
  const done = new Set(
    parts.flatMap(({ cells }) =>
      cells.flatMap(({ results }) => results.map((each) => each.trainId)),
    ),
  );
  const runs = mergeRuns(parts.flatMap((part) => part.runs)).filter((run) => done.has(run.trainId));
  if (runs.length > 0) await recordDone(root, plan, runs);
}
