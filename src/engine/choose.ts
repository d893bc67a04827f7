import { badInput, lacking } from "../base/errors.js";
import { nearest } from "../base/nearest.js";
import type { NativeState } from "./install/inspect.js";
import type { EngineId } from "../contract/engine.js";

export const ENGINE_IDS: readonly EngineId[] = ["native", "cuda", "wasm"];

/** Who asked for an engine by name. */
export interface EngineWish {
  readonly id: string;
  readonly from: "--engine" | "AMTL_ENGINE" | "--gpus";
}

export interface EngineChoice {
  readonly id: EngineId;
  /** One clause for the log: why this engine and no other. */
  readonly why: string;
}

/** The wish that counts: the one given in code or on the command line, else that of the environment. */
export function engineWish(
  given: string | undefined,
  environment: string | undefined = process.env.AMTL_ENGINE,
): EngineWish | undefined {
  if (given !== undefined) return { id: given, from: "--engine" };
  return environment === undefined || environment === ""
    ? undefined
    : { id: environment, from: "AMTL_ENGINE" };
}

const INSTALL = "amtl-run engine install";

/**
 * Which engine runs. Without a wish: native where it is installed, else wasm.
 *
 * @param gpu whether an NVIDIA device is visible
 * @throws AmtlError (2) for a name that is no engine; (4) when the engine asked for is not installed, or
 *   when the installed library was damaged: falling back silently would be ten times slower.
 */
export function chooseEngine(
  wish: EngineWish | undefined,
  native: NativeState,
  gpu: boolean,
): EngineChoice {
  const wanted = wish === undefined ? undefined : knownEngine(wish);
  const asked = wish === undefined ? "" : `${wish.from} asks for it`;
  if (wanted === "wasm") return { id: "wasm", why: asked };
  if (native.kind === "damaged") {
    throw lacking("The installed TensorFlow library is damaged", {
      where: native.reason,
      fix: `${INSTALL} (or AMTL_ENGINE=wasm, slower)`,
    });
  }
  if (native.kind === "outdated") {
    throw lacking("The native engine's binding was compiled from other sources than these", {
      expected: "one compiled from this checkout's native/",
      fix: `${INSTALL} compiles it, in about a minute (or AMTL_ENGINE=wasm, slower)`,
    });
  }
  if (native.kind === "absent") {
    if (wanted === undefined) {
      return {
        id: "wasm",
        why: `native is not installed, ${native.reason}; ${INSTALL} brings it`,
      };
    }
    throw lacking(`The engine ${wanted} is not installed`, {
      where: native.reason,
      expected: asked,
      fix: wanted === "cuda" ? `${INSTALL} --cuda` : INSTALL,
    });
  }
  if (wanted === "native") return { id: "native", why: asked };
  if (wanted === "cuda") {
    if (native.library === "cpu") {
      throw lacking("The installed TensorFlow library is the one for CPUs", {
        expected: `a CUDA library, since ${asked}`,
        fix: `${INSTALL} --cuda`,
      });
    }
    return { id: "cuda", why: asked };
  }
  return native.library === "cuda" && gpu
    ? { id: "cuda", why: "the CUDA library is installed and an NVIDIA device is visible" }
    : { id: "native", why: "its library and binding are installed" };
}

function knownEngine({ id, from }: EngineWish): EngineId {
  const known = ENGINE_IDS.find((candidate) => candidate === id);
  if (known !== undefined) return known;
  const near = nearest(id, ENGINE_IDS);
  throw badInput(`There is no engine "${id}"`, {
    where: from,
    expected: ENGINE_IDS.join(", "),
    ...(near === undefined
      ? {}
      : { fix: `${from === "AMTL_ENGINE" ? `${from}=` : `${from} `}${near}` }),
  });
}
