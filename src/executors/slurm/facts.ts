/** Variables that describe a job of Slurm's; nothing else of the environment is recorded. */
const NAMES = {
  jobId: "SLURM_JOB_ID",
  arrayJobId: "SLURM_ARRAY_JOB_ID",
  arrayTaskId: "SLURM_ARRAY_TASK_ID",
  restarts: "SLURM_RESTART_COUNT",
  cluster: "SLURM_CLUSTER_NAME",
  partition: "SLURM_JOB_PARTITION",
  nodes: "SLURM_JOB_NODELIST",
} as const;

/** The Slurm job that this process is part of; null where it is part of none. */
export function slurmJob(
  env: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string>> | null {
  if ((env.SLURM_JOB_ID ?? "") === "") return null;
  const facts = Object.entries(NAMES).map(([key, name]) => [key, env[name] ?? ""] as const);
  return Object.fromEntries(facts.filter(([, value]) => value !== ""));
}
