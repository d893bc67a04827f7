import { access } from "node:fs";

/**
 * Which of many files are there, asked of the file system at once; its thread pool (UV_THREADPOOL_SIZE) sets the pace.
 * With callbacks, since twenty thousand promises take three times as long.
 */
export const whichExist = (paths: readonly string[]): Promise<readonly boolean[]> =>
  new Promise((resolve) => {
    const found: boolean[] = new Array<boolean>(paths.length).fill(false);
    let left = paths.length;
    if (left === 0) resolve(found);
    paths.forEach((path, at) => {
      access(path, (error) => {
        found[at] = error === null;
        if (--left === 0) resolve(found);
      });
    });
  });
