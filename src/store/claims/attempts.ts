import { join } from "node:path";
import { readdir } from "../../base/machine/files.js";
import { errorCode } from "../disk-errors.js";

/** Numbers of the attempts in a run's folder, ascending. */
export async function listAttempts(dir: string): Promise<number[]> {
  try {
    const names = await readdir(join(dir, "attempts"));
    return names
      .filter((name) => /^[1-9]\d*$/.test(name))
      .map(Number)
      .sort((a, b) => a - b);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
