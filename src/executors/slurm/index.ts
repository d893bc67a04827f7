import type { Executor } from "../../contract/executor.js";
import { slurmJob } from "./facts.js";

/** Job arrays of a Slurm cluster, watched through the runs' folders. */
export const slurm: Executor = {
  id: "slurm",
  title: "Slurm",
  options: [{ name: "slurm", describe: "option of sbatch, e.g. partition=gpu (repeatable)" }],
  refuses: {
    budget: "--only or --seeds for less, or a limit of the cluster's (--slurm qos=…)",
    "time-limit": "--slurm time=4:00:00, after which a task is requeued and resumes",
    gpus: "--slurm gres=gpu:1, and --engine for one that computes on GPUs",
  },
  folder: "slurm",
  place: async (request) => (await import("./place.js")).clusterPlace(request),
  async *execute(tasks, control, execution) {
    const { executeOnCluster } = await import("./execute.js");
    yield* executeOnCluster(tasks, control, execution);
  },
  dryRun: async (tasks, execution) => (await import("./dry-run.js")).scriptFor(tasks, execution),
  cancel: async (planId, planFolder, trainId) =>
    (await import("./cancel.js")).cancelJobs(planId, planFolder, trainId),
  jobs: async (planId) => (await import("./cancel.js")).openJobs(planId),
  doctor: {
    option: {
      name: "slurm",
      describe: "try a tiny job array, with options of sbatch such as partition=gpu",
    },
    async *check(request) {
      yield* (await import("./doctor/doctor.js")).diagnose(request);
    },
  },
  facts: slurmJob,
};
