import { join } from "node:path";
import { sealed, sealedJson } from "../base/seal.js";
import { readJson, readJsonOr, type Read } from "../base/read-json.js";
import {
  bool,
  checked,
  fields,
  nullable,
  number,
  optional,
  recordOf,
  text,
  type Shaped,
} from "../base/shape.js";
import type { Dependencies } from "../contract/train-spec.js";
import { diskError, replaceFile } from "../store/files.js";
import { setAside, type MovedFile } from "../store/moved.js";
import { FILES } from "../store/paths.js";

/** Joules between beginning and end, or why nobody knows. */
export type Energy =
  | { readonly joules: number; readonly source: string }
  | { readonly joules: null; readonly why: string };

/** The GPU that an attempt computed on. */
export interface Device {
  readonly name: string | null;
  readonly uuid: string | null;
  /** Version of NVIDIA's driver. */
  readonly driver: string | null;
}

/** An attempt before the one that ended the run. */
export interface EarlierAttempt {
  readonly attempt: number;
  readonly host: string | null;
  /** ISO 8601, UTC, by that host's clock. */
  readonly since: string | null;
}

/**
 * What produced a result, beside what determines it: provenance.json (docs/provenance.md). Never part of any identity.
 * Schema 1 had fewer fields, and the worker's command line as `commandLine`.
 */
export interface Provenance {
  readonly schema: 2;
  readonly program: {
    readonly name: string;
    readonly version: string;
    /** null where the program is no git checkout. */
    readonly commit: string | null;
    /** Whether tracked files differed from the commit; null without one. */
    readonly dirty: boolean | null;
  };
  readonly node: string;
  /** Versions of the npm packages that compute; null: not installed. */
  readonly packages: Readonly<Record<string, string | null>>;
  readonly engine: {
    readonly id: string;
    readonly library: string;
    readonly threads: number;
    /** Whether the project's own operations computed (AMTL_KERNELS); null for a user's program. */
    readonly ownOperations: boolean | null;
    /** The variables that its libraries read (TF_…, ONEDNN_…, CUDA_…), as they found them. */
    readonly environment: Readonly<Record<string, string>>;
    /** What the user had set of them and was taken away, as it could have changed numbers. */
    readonly cleared: Readonly<Record<string, string>>;
  };
  /** Whether encoder layers were computed again on the way back; absent in files of earlier versions. */
  readonly recompute: boolean;
  readonly host: {
    readonly name: string;
    readonly system: string;
    readonly processor: string;
    readonly processors: number;
    readonly memoryBytes: number;
  };
  /** The exported model that training started from; absent: none. */
  readonly init?: { readonly folder: string; readonly sha256: string };
  /** null: computed on processors. */
  readonly device: Device | null;
  readonly attempt: number;
  readonly earlierAttempts: readonly EarlierAttempt[];
  /** Batch from which this attempt went on; null when it began anew. */
  readonly resumedAt: number | null;
  /** What the user typed. */
  readonly commandLine: readonly string[];
  readonly directory: string;
  readonly workerCommandLine: readonly string[];
  /** Hashes of data, weights and tokenizer files, and versions of the modules that compute. */
  readonly dependencies: Dependencies;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly ended: string;
  /** Training: seconds at work in all attempts; evaluation: of this one. */
  readonly seconds: number;
  /** Largest resident memory of a process of the run: of this attempt, and of those that it went on from. */
  readonly peakMemoryBytes: number;
  /** Processors that other processes kept busy meanwhile, on average; null where the system does not tell. */
  readonly otherProcessors: number | null;
  /** Energy of this attempt. The processors' counters take in whatever else ran on them. */
  readonly energy: { readonly processors: Energy; readonly gpu: Energy | null };
}

/** @throws AmtlError (4) when the disk is full or the folder cannot be written. */
export const writeProvenance = (dir: string, provenance: Provenance): Promise<void> =>
  replaceFile(join(dir, FILES.provenance), sealedJson(provenance));

/** Above any time, memory or load; a changed exponent is not. */
const LARGEST = 1e15;

/** No measurement is negative. */
const quantity = checked(number, (value, path) =>
  value >= 0 && value < LARGEST ? null : `${path} is ${value}, expected a measurement`,
);

/** What is read of provenance.json. Older ones lack some of it; other fields may be there. */
const recorded = sealed(
  fields({
    program: optional(
      fields({
        version: optional(text),
        commit: optional(nullable(text)),
        dirty: optional(nullable(bool)),
      }),
    ),
    node: optional(text),
    packages: optional(recordOf(nullable(text))),
    engine: optional(
      fields({
        id: optional(text),
        library: optional(text),
        threads: optional(number),
        ownOperations: optional(nullable(bool)),
      }),
    ),
    recompute: optional(bool),
    host: optional(
      fields({
        name: optional(text),
        system: optional(text),
        processor: optional(text),
        processors: optional(number),
      }),
    ),
    device: optional(
      nullable(fields({ name: optional(nullable(text)), driver: optional(nullable(text)) })),
    ),
    resumedAt: optional(nullable(number)),
    started: optional(text),
    ended: optional(text),
    seconds: optional(quantity),
    peakMemoryBytes: optional(quantity),
    otherProcessors: optional(nullable(quantity)),
  }),
);

/** A run's provenance, as far as it is there. */
export type Recorded = Shaped<typeof recorded>;

/**
 * The provenance in a run's folder, read without judging what to do about it.
 * @throws AmtlError (4) when there is a file that cannot be read.
 */
export const inspectProvenance = (dir: string): Promise<Read<Recorded>> =>
  readJson(join(dir, FILES.provenance), recorded).catch((error: unknown) => {
    throw diskError(error, dir);
  });

/** What is there of the provenance in a run's folder. A damaged or unreadable one counts as absent. */
export async function readProvenance(dir: string): Promise<Recorded> {
  return (await readJsonOr(join(dir, FILES.provenance), recorded)) ?? {};
}

/**
 * Moves a damaged provenance.json out of the way: the result beside it stays, and counts as one whose making was not
 * recorded. Only for whoever has claimed the run.
 * @returns the file and its new path, or null when there was nothing damaged.
 */
export async function setAsideProvenance(dir: string): Promise<MovedFile | null> {
  const found = await inspectProvenance(dir);
  return found.state === "damaged" ? await setAside(found.path) : null;
}
