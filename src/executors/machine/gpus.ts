import { readdir } from "node:fs/promises";

/** An NVIDIA GPU of this machine. */
export interface Gpu {
  readonly index: string;
  /** Null where only its device file is known. */
  readonly uuid: string | null;
  readonly totalBytes: number | null;
  readonly freeBytes: number | null;
}

const QUERY = ["--query-gpu=index,uuid,memory.total,memory.free", "--format=csv,noheader,nounits"];

/** A driver that wakes up takes seconds; one that hangs must not hang us. */
const TIMEOUT_MS = 30_000;

/** nvidia-smi says MiB. */
const bytes = (text: string): number | null => (/^\d+$/.test(text) ? Number(text) * 2 ** 20 : null);

/** Lines of nvidia-smi as GPUs; what is no such line (a warning, say) is left out. */
export const parseGpus = (text: string): Gpu[] =>
  text.split("\n").flatMap((line): Gpu[] => {
    const found = /^(\d+), *([^,]+), *([^,]+), *([^,]+)$/.exec(line.trim());
    if (found === null) return [];
    const [, index, uuid, total, free] = found;
    return [{ index, uuid, totalBytes: bytes(total), freeBytes: bytes(free) }];
  });

/** The GPUs of this machine, as nvidia-smi lists them; by their device files where it cannot be run. */
export async function listGpus(devices = "/dev"): Promise<Gpu[]> {
  const { execa } = await import("execa");
  const { stdout } = await execa("nvidia-smi", QUERY, { reject: false, timeout: TIMEOUT_MS });
  const listed = parseGpus(stdout);
  if (listed.length > 0) return listed;
  const files = await readdir(devices).catch(() => []);
  return files
    .filter((file) => /^nvidia\d+$/.test(file))
    .map((file) => ({
      index: file.slice("nvidia".length),
      uuid: null,
      totalBytes: null,
      freeBytes: null,
    }));
}
