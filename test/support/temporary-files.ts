import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * One folder holds all temporary files of a test run, those of the programs that it starts included. It goes at the
 * end; what a run that was killed left goes at the start of the next one. Mocha calls both functions by their names.
 */
const PREFIX = "amtl-tests-";

let folder: string | undefined;

export function mochaGlobalSetup(): void {
  removeAbandoned(tmpdir());
  folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  process.env.TMPDIR = folder;
  // What this user has of the model hub is nothing to rely on.
  for (const name of Object.keys(process.env).filter((each) => each.startsWith("HF_"))) {
    Reflect.deleteProperty(process.env, name);
  }
  process.env.HF_HOME = join(folder, "huggingface");
}

export function mochaGlobalTeardown(): void {
  if (folder !== undefined) remove(folder);
}

/** Removes the folders of test runs whose process is gone. */
export function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) remove(join(parent, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** What cannot go (another user's, or a disk that is still mounted there) must not fail a test run. */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    process.stderr.write(`left behind: ${path}: ${String(error)}\n`);
  }
}
