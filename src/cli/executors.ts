import { createInterface } from "node:readline/promises";
import { badInput } from "../base/errors.js";
import type { EngineId } from "../contract/engine.js";
import type { Profile } from "../methods/profiles/profiles.js";
import type { Executor } from "../contract/executor.js";
import type { RunStatus } from "../state/plan.js";
import type { Slot } from "../executors/queue/slots.js";
import { planDir } from "../store/manifests.js";
import type { Limits } from "./limits.js";
import type { ExecutionOptions } from "./options.js";
import type { PlanRecord } from "./plan-record.js";

/** Seconds between two looks at a run that another process is doing. */
const POLL_SECONDS = 1;

/** How Slurm's executor waits: quick enough to watch, and no burden for a controller that has thousands of jobs. */
const SLURM_PACE = {
  lookSeconds: 1,
  askSeconds: { first: 2, most: 30 },
  settleSeconds: 20,
};

export interface ExecutorQuestion {
  readonly options: Pick<ExecutionOptions, "executor" | "slurm" | "jobs">;
  readonly root: string;
  readonly profile: Profile;
  readonly engine: EngineId;
  readonly record: PlanRecord;
  /** What is to be done, in order. */
  readonly open: readonly RunStatus[];
  /** Of this machine. */
  readonly slots: readonly Slot[];
  /** That the user sets. */
  readonly limits: Limits;
}

/**
 * The executor that `--executor` names.
 * @throws AmtlError (2) for options that it does not take.
 */
export async function executorOf(question: ExecutorQuestion): Promise<Executor> {
  const { options, root, open, slots, limits } = question;
  switch (options.executor) {
    case "local": {
      refuseSlurmOptions(options.slurm);
      const { localExecutor } = await import("../executors/local/execute.js");
      const { launchProcess, workerPath } = await import("../executors/worker/launch.js");
      const { GRACE_SECONDS } = await import("../executors/worker/grace.js");
      const { withTimeLimit } = await import("../executors/worker/time-limit.js");
      const launch = launchProcess(workerPath());
      const { newMemory } = await import("../executors/admission/memory.js");
      const { newNeeds } = await import("../executors/admission/needs.js");
      const { budgetFor } = await import("./budget.js");
      const { budget, timeLimit } = limits;
      return localExecutor({
        slots,
        budget: budget === null ? null : await budgetFor(root, open, budget),
        memory: newMemory(newNeeds(root)),
        launch: timeLimit === null ? launch : withTimeLimit(launch, timeLimit, GRACE_SECONDS),
        pollSeconds: POLL_SECONDS,
      });
    }
    case "slurm":
      return await slurm(question);
  }
}

/** @throws AmtlError (2) when there are any: they would be forgotten. */
export function refuseSlurmOptions(slurm: readonly string[] | undefined): void {
  if (slurm === undefined) return;
  throw badInput("--slurm is for Slurm", {
    where: "--slurm",
    expected: "--executor slurm beside it",
    got: slurm.join(" "),
  });
}

async function slurm({
  options,
  root,
  profile,
  engine,
  record,
}: ExecutorQuestion): Promise<Executor> {
  const { slurmExecutor } = await import("../executors/slurm/execute.js");
  const { arrayJobOf } = await import("./slurm-job.js");
  const { planId } = record.manifest;
  return slurmExecutor({
    ...arrayJobOf(planId, profile, engine, options),
    ...SLURM_PACE,
    planFolder: planDir(root, planId),
    atStop: async () => ((await record.isCancelled()) ? "cancel" : await leaveOrCancel(planId)),
  });
}

/** On a terminal a person decides; elsewhere the jobs stay, which loses nothing. */
async function leaveOrCancel(planId: string): Promise<"leave" | "cancel"> {
  const say = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  let answer: "leave" | "cancel" = "leave";
  if (process.stdin.isTTY && process.stderr.isTTY) {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    const said = await lines.question("Leave the jobs on the cluster, or cancel them? [L/c] ");
    lines.close();
    if (/^c/i.test(said.trim())) answer = "cancel";
  }
  say(
    answer === "cancel"
      ? "Cancelling the plan's jobs: they write a checkpoint and end."
      : `The jobs stay on the cluster. The same command watches them again; amtl-run cancel ${planId} ends them.`,
  );
  return answer;
}
