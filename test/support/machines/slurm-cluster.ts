import { execa } from "execa";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { projectRoot } from "../../../src/base/root.js";

/** A real Slurm of one node, for tests only. */
export interface SlurmCluster {
  /** What a command needs to use it. */
  readonly env: NodeJS.ProcessEnv;
  readonly slurm: (program: string, ...words: string[]) => Promise<string>;
  /** `kill -9` of the controller. */
  readonly killController: () => Promise<void>;
  readonly startController: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const script = join(projectRoot(), "scripts", "slurm-test-cluster.sh");

/**
 * Starts a cluster, installing Slurm where that can be done.
 * @param folder empty; everything of it is there.
 * @returns why there is none, where it cannot be had.
 */
export async function startCluster(folder: string): Promise<SlurmCluster | string> {
  const { exitCode, stderr } = await execa("sh", [script, "start", folder], { reject: false });
  if (exitCode !== 0) {
    await execa("sh", [script, "stop", folder], { reject: false });
    return stderr.trim();
  }
  const env = { SLURM_CONF: join(folder, "slurm.conf") };
  const slurm = async (program: string, ...words: string[]): Promise<string> =>
    (await execa(program, words, { env })).stdout;
  return {
    env,
    slurm,
    killController: async () => {
      const pid = Number(await readFile(join(folder, "slurmctld.pid"), "utf8"));
      process.kill(pid, "SIGKILL");
    },
    startController: async () => {
      await execa("sh", [script, "controller", folder]);
    },
    stop: async () => {
      await execa("scancel", ["--me"], { env, reject: false });
      await delay(500);
      await execa("sh", [script, "stop", folder], { reject: false });
      await delay(500);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
