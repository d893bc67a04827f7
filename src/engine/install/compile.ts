import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { sha256 } from "../../base/canonical.js";
import { failed, lacking } from "../../base/errors.js";
import { fullDisk } from "./disk.js";
import type { Report } from "./events.js";
import { bindingFile, type Places } from "./places.js";
import type { BuildTools } from "./tools.js";

const FLAGS = ["-std=c++17", "-O2", "-fPIC", "-shared", "-DNAPI_VERSION=8"];
const LINK = [
  "-Ldeps/lib",
  "-ltensorflow",
  "-ltensorflow_framework",
  "-Wl,-rpath,$ORIGIN/../../deps/lib",
];

/** What the binding was compiled from, beside it. */
const stampFile = (places: Places): string => `${bindingFile(places)}.stamp`;

/** Fingerprint of the binding's sources, TensorFlow's version and the command. */
async function fingerprint(places: Places, version: string): Promise<string> {
  const folder = join(places.package, "binding");
  const names = (await readdir(folder)).sort();
  const sources = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const hashes = sources.map((source, at) => `${names[at]} ${sha256(source)}`);
  return sha256([version, ...FLAGS, ...LINK, ...hashes].join("\n"));
}

/** Whether this checkout's binding was compiled from what it would be compiled from now. */
export async function isCompiled(places: Places, version: string): Promise<boolean> {
  if (!existsSync(bindingFile(places))) return false;
  const stamp = await readFile(stampFile(places), "utf8").catch(() => "");
  return stamp === (await fingerprint(places, version));
}

/**
 * Compiles the binding between Node and TensorFlow (10 to 20 s) into a temporary file, tries it in a
 * process of its own, and puts it in place by one rename.
 *
 * @param installation folder of the distribution, for TensorFlow's headers
 * @throws AmtlError (4) when the result does not load on this machine, (1) when it does not compile
 */
export async function compileBinding(
  places: Places,
  installation: string,
  version: string,
  tools: BuildTools,
  report: Report,
): Promise<void> {
  const [compiler, ...first] = tools.compiler;
  report({ type: "compiling", compiler });
  const target = bindingFile(places);
  await mkdir(dirname(target), { recursive: true });
  // Not ending in .node would keep Node from loading it for the trial.
  const temporary = `${target.slice(0, -".node".length)}.${process.pid}.tmp.node`;
  const sources = (await readdir(join(places.package, "binding")))
    .filter((name) => name.endsWith(".cc"))
    .map((name) => join("binding", name));
  try {
    const { exitCode, all } = await execa(
      compiler,
      [
        ...first,
        ...FLAGS,
        `-I${tools.headers}`,
        "-I.",
        `-I${join(installation, "tensorflow", "include")}`,
        ...sources,
        ...["-o", temporary],
        ...LINK,
      ],
      { cwd: places.package, reject: false, all: true, stdin: "ignore" },
    );
    if (all.includes("No space left on device")) throw fullDisk(dirname(target));
    if (exitCode !== 0) {
      throw failed("The binding between Node and TensorFlow does not compile", {
        where: join(places.package, "binding"),
        got: all.split("\n").slice(0, 5).join("\n"),
        fix: "AMTL_ENGINE=wasm runs without it, slower",
      });
    }
    await tryBinding(temporary);
    await rename(temporary, target);
    await writeFile(stampFile(places), await fingerprint(places, version));
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
  throw lacking("The TensorFlow library does not load on this machine", {
    where: path,
    expected: "Linux with glibc 2.27 or newer, and a processor with AVX",
    got: reason ?? trial.signal ?? `exit code ${trial.exitCode}`,
    fix: "AMTL_ENGINE=wasm runs without it, slower",
  });
}
