import type { RunTask } from "../../../src/contract/executor.js";
import { requestRunCancel } from "../../../src/store/claims/cancel.js";
import { planIdOf } from "../../../src/store/plans/manifests.js";
import { cancelParent, listParents } from "../../../src/store/plans/parents.js";
import type { World } from "../contract.js";
import { ROOT } from "../runs.js";

/** `amtl-run cancel` on the first host: of all commands, or of a run that they have not begun. */
export function cancelFrom(world: World, tasks: readonly RunTask[], run: number | null): void {
  const { kernel, hosts } = world;
  const process = world.start("amtl-run cancel", hosts[0], null);
  const planned = tasks.map(({ job, label }) => ({
    trainId: job.trainId,
    label,
    cells: [],
    evalIds: job.evals.map(({ evalId }) => evalId),
  }));
  const cancel = async (): Promise<void> => {
    for (const { folder } of await listParents(ROOT, planIdOf("smoke", planned))) {
      if (run === null) await cancelParent({ folder });
      else await requestRunCancel(folder, tasks[run].job.trainId);
    }
  };
  kernel.at(kernel.now(), process, () => {
    void cancel()
      .catch(() => undefined)
      .then(() => {
        kernel.end(process, { code: 0, signal: null });
      });
  });
}
