import { lacking } from "../../base/errors.js";
import { NVIDIA_WHEELS } from "./nvidia.js";
import { pinned, type PinnedFile, type PinnedWheel } from "./pinned.js";

/** A build of libtensorflow that can be installed: the Python wheels that hold it, and what is kept of them. */
export interface Distribution {
  readonly id: "cpu" | "cuda";
  readonly version: string;
  /** Name of its folder in the cache; another name is another installation. */
  readonly folder: string;
  /** pip's names of the platforms whose wheels are meant. */
  readonly platforms: readonly string[];
  readonly wheels: readonly PinnedWheel[];
}

const VERSION = "2.21.0";

/** What the binding's C++ includes of TensorFlow's headers. */
const HEADERS: readonly string[] = [
  "tensorflow/c/c_api.h",
  "tensorflow/c/c_api_macros.h",
  "tensorflow/c/eager/c_api.h",
  "tensorflow/c/tf_attrtype.h",
  "tensorflow/c/tf_buffer.h",
  "tensorflow/c/tf_datatype.h",
  "tensorflow/c/tf_status.h",
  "tensorflow/c/tf_tensor.h",
  "tensorflow/c/tf_tstring.h",
  "tensorflow/core/platform/ctstring.h",
  "tensorflow/core/platform/ctstring_internal.h",
  "tsl/platform/ctstring.h",
  "tsl/platform/ctstring_internal.h",
  "xla/tsl/c/tsl_status.h",
].map((path) => `tensorflow/include/${path}`);

const distribution = (
  id: "cpu" | "cuda",
  arch: string,
  platforms: readonly string[],
  wheels: readonly PinnedWheel[],
): Distribution => ({
  id,
  version: VERSION,
  folder: `tensorflow-${VERSION}-${id}-linux-${arch}`,
  platforms,
  wheels,
});

const tensorflow = (
  name: string,
  bytes: number,
  sha256: string,
  libraries: readonly PinnedFile[],
): PinnedWheel => ({
  requirement: `${name}==${VERSION}`,
  bytes,
  sha256,
  libraries,
  headers: HEADERS,
});

const X64 = ["manylinux_2_27_x86_64"];

const DISTRIBUTIONS: Readonly<Partial<Record<string, Distribution>>> = {
  "cpu linux x64": distribution("cpu", "x64", X64, [
    tensorflow(
      "tensorflow-cpu",
      273829956,
      "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
      pinned(`
6505a4b9657e62100c6bdacb683957a395cb047725042945aaa50e40a71e429e 788086608 tensorflow/libtensorflow_cc.so.2
f060b323b26ef80add21b9df9428de3aeaf2843d772c5bb098745f7abff3709b  65222328 tensorflow/libtensorflow_framework.so.2
`),
    ),
  ]),
  // There is no tensorflow-cpu for this processor; its plain tensorflow has no CUDA in it.
  "cpu linux arm64": distribution(
    "cpu",
    "arm64",
    ["manylinux_2_27_aarch64"],
    [
      tensorflow(
        "tensorflow",
        281828020,
        "4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c",
        pinned(`
5f7de6ba6478ed7b83767a6e661e3e6e6931b05c64db14ba98250e52316a007c 814885544 tensorflow/libtensorflow_cc.so.2
deade33b9ab90ff468fd1d1f8f6079bec5a3a507cf2d13c3218aa8beec28aeb3  68176664 tensorflow/libtensorflow_framework.so.2
`),
      ),
    ],
  ),
  "cuda linux x64": distribution(
    "cuda",
    "x64",
    [...X64, "manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux2010_x86_64"],
    [
      tensorflow(
        "tensorflow",
        572440367,
        "9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124",
        pinned(`
2889ecc99d7641620f41a4bea538f4dd4b626f75aa3e12623161ae939054191c 1096372272 tensorflow/libtensorflow_cc.so.2
98847c6f0448308159f6d3ff55e13a9e92978598c7fbb34cde63aadf35c6fe84  162648808 tensorflow/libtensorflow_framework.so.2
`),
      ),
      ...NVIDIA_WHEELS,
    ],
  ),
};

/** The build of TensorFlow for NVIDIA GPUs, or for processors. */
export const buildFor = (gpu: boolean): Distribution["id"] => (gpu ? "cuda" : "cpu");

/**
 * The build for a machine.
 * @throws AmtlError (4) where there is none: wasm runs there
 */
export function distributionFor(
  id: "cpu" | "cuda",
  platform: string = process.platform,
  arch: string = process.arch,
): Distribution {
  const found = DISTRIBUTIONS[`${id} ${platform} ${arch}`];
  if (found !== undefined) return found;
  throw lacking(`No native engine (${id}) for ${platform} on ${arch}`, {
    expected: "Linux on x64 or arm64 (cuda: x64), with glibc 2.27 or newer",
    fix: "nothing to do: without it the engine wasm runs, slower and with the same numbers",
  });
}

/** Bytes to download, and bytes on disk when unpacked. */
export function sizesOf(wheels: readonly PinnedWheel[]): { download: number; unpacked: number } {
  const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
  return {
    download: sum(wheels.map((wheel) => wheel.bytes)),
    unpacked: sum(wheels.flatMap((wheel) => wheel.libraries.map((file) => file.bytes))),
  };
}
