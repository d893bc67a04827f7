import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Distribution } from "../../../src/engine/install/distributions.js";
import type { Places } from "../../../src/engine/install/places.js";
import { temporaryFolder } from "./sandbox.js";

/** What the binding of a fake package exports when it is linked to the fake library. */
export const ANSWER = 7;

const HEADER = "tensorflow/include/tensorflow/c/c_api.h";
const LIBRARIES = [
  "tensorflow/libtensorflow_cc.so.2",
  "tensorflow/libtensorflow_framework.so.2",
] as const;

/** Writes the wheel; argv: target, folder. Zero bytes are added to the first library on demand. */
const WHEEL_PY = `
import os, sys, zipfile
target, folder = sys.argv[1:]
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as wheel:
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            wheel.write(path, os.path.relpath(path, folder))
`;

export interface FakeWheel {
  /** Folder for pip's --find-links. */
  readonly folder: string;
  readonly distribution: Distribution;
}

/**
 * A wheel that pip takes for tensorflow-cpu 2.21.0, with two libraries of a few kilobytes.
 * @param padding bytes put behind the first library
 */
export function fakeWheel(padding: Uint8Array = Buffer.alloc(0)): FakeWheel {
  const root = temporaryFolder();
  const content = join(root, "content");
  const info = join(content, "tensorflow_cpu-2.21.0.dist-info");
  mkdirSync(info, { recursive: true });
  mkdirSync(join(content, HEADER, ".."), { recursive: true });
  writeFileSync(
    join(info, "METADATA"),
    "Metadata-Version: 2.1\nName: tensorflow-cpu\nVersion: 2.21.0\n",
  );
  writeFileSync(
    join(info, "WHEEL"),
    "Wheel-Version: 1.0\nTag: cp311-cp311-manylinux_2_27_x86_64\n",
  );
  writeFileSync(join(info, "RECORD"), "");
  writeFileSync(join(content, "tensorflow", "unwanted.py"), "print()\n");
  writeFileSync(join(content, HEADER), 'extern "C" int fake_answer(void);\n');
  const source = join(root, "fake.cc");
  writeFileSync(source, `extern "C" int fake_answer(void) { return ${ANSWER}; }\n`);
  for (const path of LIBRARIES) {
    const soname = `-Wl,-soname,${path.split("/")[1]}`;
    execFileSync("g++", ["-shared", "-fPIC", soname, "-o", join(content, path), source]);
  }
  writeFileSync(join(content, LIBRARIES[0]), padding, { flag: "a" });
  const folder = join(root, "wheels");
  mkdirSync(folder);
  const wheel = join(folder, "tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl");
  execFileSync("python3", ["-c", WHEEL_PY, wheel, content]);
  const distribution: Distribution = {
    id: "cpu",
    version: "2.21.0",
    folder: "fake",
    platforms: ["manylinux_2_27_x86_64"],
    wheels: [
      {
        requirement: "tensorflow-cpu==2.21.0",
        bytes: statSync(wheel).size,
        sha256: hashOf(wheel),
        libraries: LIBRARIES.map((path) => ({
          path,
          bytes: statSync(join(content, path)).size,
          sha256: hashOf(join(content, path)),
        })),
        headers: [HEADER],
      },
    ],
  };
  return { folder, distribution };
}

const hashOf = (path: string): string =>
  createHash("sha256").update(readFileSync(path)).digest("hex");

/** An empty cache, and a package whose binding needs one second to compile and returns the library's answer. */
export function fakePlaces(cache = join(temporaryFolder(), "cache")): Places {
  const root = join(temporaryFolder(), "package");
  mkdirSync(join(root, "binding"), { recursive: true });
  writeFileSync(
    join(root, "binding", "fake.cc"),
    `#include <node_api.h>
#include "tensorflow/c/c_api.h"
NAPI_MODULE_INIT() {
  napi_value answer;
  napi_create_int32(env, fake_answer(), &answer);
  return answer;
}
`,
  );
  const native = join(root, "native");
  mkdirSync(join(native, "norm"), { recursive: true });
  writeFileSync(join(native, "norm", "empty.cc"), "");
  mkdirSync(join(native, "quiet"));
  writeFileSync(
    join(native, "quiet", "quiet.cc"),
    "#include <node_api.h>\nNAPI_MODULE_INIT() { return exports; }\n",
  );
  return { cache, package: root, native };
}

/** What the compiled binding answers, asked in a process of its own. */
export function askBinding(places: Places): string {
  const binding = join(places.package, "lib", "napi-v8", "tfjs_binding.node");
  const script = "process.stdout.write(String(require(process.argv[1])))";
  return execFileSync(process.execPath, ["-e", script, binding], { encoding: "utf8" });
}
