import { createLogUpdate } from "log-update";
import type { Progress } from "../corpus/download/types.js";

export interface DownloadProgress {
  readonly show: (progress: Progress) => void;
  readonly end: () => void;
}

/** Shows on standard error, and only on a terminal, how far a download is. */
export function downloadProgress(): DownloadProgress {
  if (!process.stderr.isTTY) return { show: () => undefined, end: () => undefined };
  const update = createLogUpdate(process.stderr);
  let shown = 0;
  return {
    show: (progress) => {
      const now = Date.now();
      if (now - shown < 100 && progress.received !== progress.total) return;
      shown = now;
      update(describe(progress));
    },
    end: () => {
      update.clear();
    },
  };
}

function describe({ name, received, total }: Progress): string {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  if (total === null) return `${name}: ${megabytes(received)} MB`;
  const share = total === 0 ? 100 : Math.floor((100 * received) / total);
  return `${name}: ${megabytes(received)} of ${megabytes(total)} MB (${share} %)`;
}
