import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { type AmtlError, lacking } from "../../base/errors.js";
import { makeFolders } from "../../base/make-folders.js";
import { digestFile } from "./digest.js";

export interface Wheel {
  readonly package: string;
  readonly version: string;
  readonly sha256: string;
}

const INTERPRETERS = ["python3", "python"];

/**
 * Brings the wheel of a Python package by pip, from wherever the user's pip is configured to look, and checks it.
 *
 * @param folder emptied first.
 * @returns path of the wheel.
 * @throws AmtlError (4) when there is no pip, or pip cannot bring it, or it is not the expected file.
 */
export async function pipDownload(wheel: Wheel, folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await makeFolders(folder);
  const requirement = `${wheel.package}==${wheel.version}`;
  const options = ["--no-deps", "--only-binary=:all:", "--no-input", "--progress-bar=off"];
  await runPip(["download", ...options, "--quiet", "--dest", folder, requirement], requirement);
  const files = (await readdir(folder)).filter((name) => name.endsWith(".whl"));
  const path = join(folder, files.at(0) ?? "");
  const got = files.length === 1 ? (await digestFile(path)).sha256 : "no wheel";
  if (got === wheel.sha256) return path;
  throw lacking(`pip downloaded another file than ${requirement}`, {
    where: path,
    expected: `SHA-256 ${wheel.sha256}`,
    got,
    fix: "look at pip's configuration (pip config list): its index may be a mirror with other files",
  });
}

async function runPip(args: readonly string[], requirement: string): Promise<void> {
  for (const interpreter of INTERPRETERS) {
    const result = await execa(interpreter, ["-m", "pip", ...args], {
      reject: false,
      stdin: "ignore",
      env: { PIP_DISABLE_PIP_VERSION_CHECK: "1" },
    });
    if (result.exitCode === 0) return;
    const absent = result.code === "ENOENT" || result.stderr.includes("No module named pip");
    if (!absent) throw pipFailed(requirement, result.stderr);
  }
  throw lacking("Python 3 with pip was not found", {
    where: INTERPRETERS.join(" and "),
    fix: "install Python 3 with pip (Debian, Ubuntu: apt-get install python3-pip)",
  });
}

function pipFailed(requirement: string, output: string): AmtlError {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return lacking(`pip could not download ${requirement}`, {
    got: lines.findLast((line) => line.startsWith("ERROR")) ?? lines.at(-1) ?? "no message",
    fix: `look at the network and at pip's configuration: python3 -m pip download --no-deps ${requirement}`,
  });
}
