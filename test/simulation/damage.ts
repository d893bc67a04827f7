import type { RunTask } from "../../src/contract/executor.js";
import { FILES } from "../../src/store/paths.js";
import type { World } from "./contract.js";
import { nodeAt } from "./machine/disk.js";
import { foldersOf } from "./runs.js";

/** Changes a letter in the last result of a run that is there. */
export function damage({ disk, judge }: World, { job }: RunTask): void {
  for (const dir of foldersOf(job)) {
    const node = nodeAt(disk, `${dir}/${FILES.result}`);
    if (node?.kind !== "file") continue;
    judge.damaged(dir);
    node.text = node.text.replace('"steps": 1', '"steps": 3').replace('"pairs": 0', '"pairs": 4');
  }
}
