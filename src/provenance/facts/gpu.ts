import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Device } from "../provenance.js";

const QUERY = ["--query-gpu=index,uuid,driver_version,name", "--format=csv,noheader"];

/** A driver that wakes up takes seconds; one that hangs must not hang a training. */
const TIMEOUT_MS = 30_000;

const UNKNOWN: Device = { name: null, uuid: null, driver: null };

/**
 * The GPU that TensorFlow computes on: the first that CUDA_VISIBLE_DEVICES leaves.
 * @param visible its value. By number, a GPU is known only where there is just one: CUDA counts in another order than
 *   nvidia-smi.
 */
export async function gpuInUse(visible = process.env.CUDA_VISIBLE_DEVICES): Promise<Device> {
  const first = (visible ?? "").split(",")[0].trim();
  try {
    const { stdout } = await promisify(execFile)("nvidia-smi", QUERY, { timeout: TIMEOUT_MS });
    const gpus = stdout.split("\n").flatMap((line) => {
      const found = /^(\d+), *([^,]+), *([^,]+), *(.+)$/.exec(line.trim());
      if (found === null) return [];
      const [, index, uuid, driver, name] = found;
      return [{ index, uuid, driver, name }];
    });
    const driver = gpus.at(0)?.driver ?? null;
    const inOrder = process.env.CUDA_DEVICE_ORDER === "PCI_BUS_ID";
    const used = gpus.find(({ index, uuid }) =>
      first.startsWith("GPU-")
        ? uuid.startsWith(first)
        : gpus.length === 1 || (inOrder && index === (first || "0")),
    );
    if (used !== undefined) return { name: used.name, uuid: used.uuid, driver };
    // Where all GPUs are of one kind, at least the name is sure.
    const names = new Set(gpus.map(({ name }) => name));
    return { name: names.size === 1 ? [...names][0] : null, uuid: null, driver };
  } catch {
    return UNKNOWN;
  }
}
