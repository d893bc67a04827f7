import type { AmtlError } from "../../base/errors.js";
import type { Kernels } from "./kernels.js";

/** Name of an engine: one of src/engine/engines.ts, as recorded runs and `--engine` say it. */
export type EngineId = string;

/** What a checkout's native library and binding amount to, found out without loading them. */
export type NativeState =
  | {
      readonly kind: "ready";
      /** For what it computes; "other": put there by hand or by the package's own install step. */
      readonly library: "cpu" | "gpu" | "other";
      /** TensorFlow's version; unknown before the library of another origin is loaded. */
      readonly version: string | null;
      /** The real library file behind the link. */
      readonly path: string;
    }
  | { readonly kind: "absent"; readonly reason: string }
  | { readonly kind: "damaged"; readonly reason: string }
  /** The binding was compiled from other sources than this checkout has: operations may be missing, or be old ones. */
  | { readonly kind: "outdated" };

/** What an engine may need of a machine. */
export interface Machine {
  readonly native: NativeState;
  /** Whether an NVIDIA device is visible. */
  readonly gpu: boolean;
}

/** Whether an engine runs on a machine. */
export type Availability =
  /** Also unasked; `why` is one clause for the log. */
  | { readonly kind: "ready"; readonly why: string }
  /** Only when it is asked for. */
  | { readonly kind: "on-request" }
  /** Passed over unasked; an error when it is asked for. `why`: one clause for the log of what runs instead. */
  | { readonly kind: "absent"; readonly why: string; readonly error: (asked: string) => AmtlError }
  /** Never passed over in silence, since what runs instead may be ten times slower. */
  | { readonly kind: "broken"; readonly error: AmtlError };

/** An engine in this process. */
export interface LoadedEngine {
  /** What executes, with its version: "TensorFlow 2.21.0 (CPU)". */
  readonly library: string;
  /** What it computes better than compositions of tfjs operations do. */
  readonly kernels: Partial<Kernels>;
  /** Whether the project's own operations (native/) are among them. */
  readonly ownOperations: boolean;
}

/** What executes the models: plain data, and two functions that load its library. */
export interface Engine {
  readonly id: EngineId;
  /** Its place among those that are tried where none is asked for, the lowest first. */
  readonly rank: number;
  /** Whether it computes on a GPU: a worker takes one, and its times and memory say nothing of a processor. */
  readonly isGpu: boolean;
  /** Whether another engine is worth installing where this one runs. */
  readonly isSlow: boolean;
  /** Threads that it uses where a profile does not fix them. */
  readonly threads: () => number;
  readonly availability: (machine: Machine) => Availability;
  /** What the library reads from the environment once, when it is loaded. */
  readonly prepare: (env: NodeJS.ProcessEnv) => void;
  /**
   * Loads the library and makes it the backend of tfjs-core in this process.
   * @throws AmtlError (4) when it does not load on this machine.
   */
  readonly load: () => Promise<LoadedEngine>;
}
