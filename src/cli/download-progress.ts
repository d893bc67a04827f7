import { createLogUpdate } from "log-update";
import type { DownloadListener, Progress } from "../app/datasets.js";

/** Milliseconds between two drawings. */
const PAUSE = 100;

/** Says on standard error what is downloaded, and on a terminal also how far it is. */
export async function showDownloads<T>(
  work: (listener: DownloadListener) => Promise<T>,
): Promise<T> {
  const update = process.stderr.isTTY ? createLogUpdate(process.stderr) : null;
  let shown = 0;
  try {
    return await work({
      onName: (name) => {
        update?.clear();
        process.stderr.write(`looking for ${name}\n`);
      },
      onProgress: (progress) => {
        const now = Date.now();
        if (now - shown < PAUSE && progress.received !== progress.total) return;
        shown = now;
        update?.(describe(progress));
      },
    });
  } finally {
    update?.clear();
  }
}

function describe({ name, received, total }: Progress): string {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  if (total === null) return `${name}: ${megabytes(received)} MB`;
  const share = total === 0 ? 100 : Math.floor((100 * received) / total);
  return `${name}: ${megabytes(received)} of ${megabytes(total)} MB (${share} %)`;
}
