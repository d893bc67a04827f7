import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders: string[] = [];

/** A new folder below the system's temporary one. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "amtl-install-"));
  folders.push(folder);
  return folder;
}

export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Sets environment variables; the function that is returned puts them back. */
export function setEnvironment(values: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, values);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}

/** pip finds wheels in this folder and nowhere else. */
export const onlyFrom = (folder: string): Record<string, string> => ({
  PIP_NO_INDEX: "1",
  PIP_FIND_LINKS: folder,
  PIP_CONFIG_FILE: "/dev/null",
});

/**
 * A stand-in for "python3 -m pip" that copies the wheels at once, for tests that are not about pip.
 * @param delay a shell command that runs before, such as "sleep 60"
 */
export function instantPip(wheels: string, delay = ":"): Record<string, string> {
  const programs = temporaryFolder();
  const script = `#!/bin/sh
case "$*" in *--version*) exit 0;; esac
while [ "$1" != -d ]; do shift; done
head -c 100 ${wheels}/*.whl > "$2/partial.whl"
${delay}
rm "$2/partial.whl"
cp ${wheels}/*.whl "$2"
`;
  writeFileSync(join(programs, "python3"), script, { mode: 0o755 });
  return { PATH: `${programs}:${process.env.PATH ?? ""}` };
}

/** Whether the programs are here that a user's machine may lack too. */
export function hasBuildTools(): boolean {
  try {
    execFileSync("python3", ["-m", "pip", "--version"], { stdio: "ignore" });
    execFileSync("g++", ["--version"], { stdio: "ignore" });
    return process.platform === "linux";
  } catch {
    return false;
  }
}
