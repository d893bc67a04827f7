import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { lacking } from "../../base/errors.js";

/** A program with its first arguments: ["python3", "-m", "pip"]. */
export type Command = readonly [string, ...string[]];

async function firstThatRuns(candidates: readonly Command[]): Promise<Command | undefined> {
  for (const command of candidates) {
    const [program, ...args] = command;
    const { exitCode } = await execa(program, [...args, "--version"], { reject: false });
    if (exitCode === 0) return command;
  }
  return undefined;
}

const WASM_MEANWHILE = "without it the engine wasm runs, slower and with the same numbers";

/** pip, of whatever Python. @throws AmtlError (4) when there is none */
export async function findPip(): Promise<Command> {
  const pip = await firstThatRuns([
    ["python3", "-m", "pip"],
    ["python", "-m", "pip"],
    ["pip3"],
    ["pip"],
  ]);
  if (pip !== undefined) return pip;
  throw lacking("Python 3 with pip was not found; it downloads the TensorFlow library", {
    expected: "python3 -m pip",
    fix: `apt-get install python3-pip (Debian, Ubuntu), then amtl-run engine install; ${WASM_MEANWHILE}`,
  });
}

/** What Node reports about the C library it runs on; undefined where that is not glibc. */
interface ReportHeader {
  readonly header: { readonly glibcVersionRuntime?: string };
}

/**
 * Asks for what the wheels are built for, before anything is downloaded.
 * @throws AmtlError (4) on musl (Alpine) and on glibc older than 2.27
 */
export function requireGlibc(
  report: ReportHeader = process.report.getReport() as ReportHeader,
): void {
  const version = report.header.glibcVersionRuntime;
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  if (major > 2 || (major === 2 && minor >= 27)) return;
  throw lacking("Unsupported C library", {
    expected: "glibc 2.27 or newer",
    got: version === undefined ? "none (musl?)" : `glibc ${version}`,
    fix: `a container of Debian or Ubuntu; ${WASM_MEANWHILE}`,
  });
}

/** What compiling the binding takes. */
export interface BuildTools {
  readonly compiler: Command;
  /** Folder with node_api.h. */
  readonly headers: string;
}

/** @throws AmtlError (4) for the first that is missing */
export const findBuildTools = async (): Promise<BuildTools> => ({
  compiler: await findCompiler(),
  headers: findNodeHeaders(),
});

/** A C++ compiler: the one that CXX names, else GCC or Clang. @throws AmtlError (4) when there is none */
async function findCompiler(): Promise<Command> {
  const { CXX } = process.env;
  const own: Command[] = CXX === undefined || CXX === "" ? [] : [[CXX]];
  const compiler = await firstThatRuns([...own, ["g++"], ["c++"], ["clang++"]]);
  if (compiler !== undefined) return compiler;
  throw lacking("A C++ compiler was not found; it builds the binding between Node and TensorFlow", {
    expected: "g++ (or a compiler named by CXX)",
    fix: `apt-get install g++ (Debian, Ubuntu), then amtl-run engine install; ${WASM_MEANWHILE}`,
  });
}

/**
 * Folder with node_api.h. The binding uses Node-API alone, whose headers are the same for every Node.
 * @throws AmtlError (4) when neither the npm package nor any Node installation has them
 */
function findNodeHeaders(): string {
  const { npm_config_nodedir } = process.env;
  const version = process.versions.node;
  const candidates = [
    packagedHeaders(),
    ...(npm_config_nodedir === undefined ? [] : [join(npm_config_nodedir, "include", "node")]),
    join(dirname(dirname(process.execPath)), "include", "node"),
    join(homedir(), ".cache", "node-gyp", version, "include", "node"),
    "/usr/include/node",
    "/usr/include/nodejs/src",
  ];
  const found = candidates.find((folder) => existsSync(join(folder, "node_api.h")));
  if (found !== undefined) return found;
  throw lacking("Node's C headers were not found; the binding needs node_api.h", {
    where: candidates.filter((folder) => folder !== "").join(", "),
    fix: `apt-get install libnode-dev (Debian, Ubuntu), or npm_config_nodedir=<folder of a Node with include/node>; ${WASM_MEANWHILE}`,
  });
}

/** The headers of the npm package node-api-headers, or "" where it is not installed. */
function packagedHeaders(): string {
  try {
    const require = createRequire(import.meta.url);
    return join(dirname(require.resolve("node-api-headers/package.json")), "include");
  } catch {
    return "";
  }
}
