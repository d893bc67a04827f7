import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { failed, lacking } from "../../base/errors.js";
import { fullDisk } from "./disk.js";
import type { InstallOptions } from "./events.js";
import { bindingFile, quietFile, type Places } from "./places.js";
import { compiledFiles, FLAGS, LINK, quietSource, stampBinding } from "./stamp.js";
import type { BuildTools } from "./tools.js";

/**
 * Compiles the binding between Node and TensorFlow, with the project's own operations (half a minute), into a
 * temporary file, tries it in a process of its own, and puts it in place by one rename.
 *
 * @param installation folder of the distribution, for TensorFlow's headers
 * @throws AmtlError (4) when the result does not load on this machine, (1) when it does not compile
 */
export async function compileBinding(
  places: Places,
  installation: string,
  version: string,
  tools: BuildTools,
  { report, signal }: InstallOptions,
): Promise<void> {
  report({ type: "compiling", compiler: tools.compiler[0] });
  const target = bindingFile(places);
  await mkdir(dirname(target), { recursive: true });
  const headers = [tools.headers, ".", places.native, join(installation, "tensorflow", "include")];
  const binding = {
    files: await compiledFiles(places),
    rest: [...headers.map((folder) => `-I${folder}`), ...LINK],
  };
  const quiet = { files: [quietSource(places)], rest: [`-I${tools.headers}`] };
  await compile(quietFile(places), quiet, places, tools, signal);
  await compile(target, binding, places, tools, signal);
  await stampBinding(places, version);
}

interface Module {
  readonly files: readonly string[];
  /** Folders of headers, and what it is linked with. */
  readonly rest: readonly string[];
}

/** Compiles a module of Node's into a temporary file, tries it, and puts it in place. */
async function compile(
  target: string,
  { files, rest }: Module,
  places: Places,
  tools: BuildTools,
  signal: AbortSignal | undefined,
): Promise<void> {
  const [compiler, ...first] = tools.compiler;
  // Not ending in .node would keep Node from loading it for the trial.
  const temporary = `${target.slice(0, -".node".length)}.${process.pid}.tmp.node`;
  try {
    const { exitCode, all } = await execa(
      compiler,
      [...first, ...FLAGS, ...files, "-o", temporary, ...rest],
      {
        cwd: places.package,
        reject: false,
        all: true,
        stdin: "ignore",
        ...(signal !== undefined && { cancelSignal: signal }),
      },
    );
    signal?.throwIfAborted();
    if (all.includes("No space left on device")) throw fullDisk(dirname(target));
    if (exitCode !== 0) {
      throw failed("Cannot compile the binding between Node and TensorFlow", {
        where: join(places.package, "binding"),
        got: all.split("\n").slice(0, 5).join("\n"),
        fix: "AMTL_ENGINE=wasm runs without it, slower",
      });
    }
    await tryBinding(temporary);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Loads a binding in a process of its own, since one for another processor kills it. */
export async function tryBinding(path: string): Promise<void> {
  const trial = await execa(process.execPath, ["-e", "require(process.argv[1])", path], {
    reject: false,
    stdin: "ignore",
    env: { TF_CPP_MIN_LOG_LEVEL: "3" },
  });
  if (trial.exitCode === 0) return;
  const reason = trial.stderr.split("\n").find((line) => line.startsWith("Error:"));
  throw lacking("Cannot load the TensorFlow library on this machine", {
    where: path,
    expected: "Linux with glibc 2.27 or newer, and a processor with AVX",
    got: reason ?? trial.signal ?? `exit code ${trial.exitCode}`,
    fix: "AMTL_ENGINE=wasm runs without it, slower",
  });
}
