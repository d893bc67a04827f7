import { hostname } from "node:os";
import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/*
 * What the tasks of `amtl-run doctor --slurm` run: `node probe.js <folder> <index>`. It records in the folder that it
 * started, and whether the warning reaches it, then waits for the file `end`.
 */

/** However the doctor ends, its tasks end soon. */
const PATIENCE_SECONDS = 240;

const [folder, index] = process.argv.slice(2);
const { SLURM_RESTART_COUNT: restart = "0" } = process.env;

const note = (name: string, content: object): Promise<void> =>
  writeFile(join(folder, `${name}.json`), JSON.stringify(content));

process.on("SIGUSR1", () => {
  void note(`warned-${index}`, {});
});
const { CUDA_VISIBLE_DEVICES: gpus = null } = process.env;
await note(`started-${index}-${restart}`, { node: process.version, host: hostname(), gpus });

const isOver = (): Promise<boolean> =>
  access(join(folder, "end")).then(
    () => true,
    () => false,
  );
for (let second = 0; second < PATIENCE_SECONDS && !(await isOver()); second++) await delay(1000);
