import type { RunTask } from "../../contract/executor.js";
import { newNeeds } from "../admission/needs.js";

/** Says what a node must have for any of some tasks, in bytes; null where nothing is known of one of them. */
export type MemoryOf = (tasks: readonly RunTask[]) => Promise<number | null>;

/**
 * Room above what was measured or stated: other data are other sizes of batches, and a task that takes a byte more than
 * it asked for is killed.
 */
const ROOM = 1.25;

/**
 * What tasks are known to take: what runs like them took at their peak in the results folder, else what a training of
 * their backbone and encoder takes on processors. Of GPU tasks the host's memory is asked for, of which that is the most.
 * @param root results folder.
 */
export function memoryOf(root: string): MemoryOf {
  const needs = newNeeds(root);
  return async (tasks) => {
    const found = await Promise.all(tasks.map(({ job }) => needs.of(job, false)));
    const most = Math.max(...found.map(({ host }) => host));
    return found.every(({ host }) => host > 0) ? ROOM * most : null;
  };
}
