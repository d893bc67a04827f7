import type { DecoderSpec } from "./decoder.js";
import type { LossSpec, WorkerSpec } from "./spec.js";
import type { Datasets } from "./dataset.js";
import type { Encoders } from "./encoder.js";

/**
 * What there is to choose from, as the grid needs to know it. The catalog room fills it;
 * this room only says what it asks for.
 */
export interface CatalogLoss {
  readonly id: string;
  /** single: one threshold; segments: as many as the layout has (the paper's AMT). */
  readonly framework: "single" | "segments";
  /** The decoder that belongs to it with these checked parameters. */
  readonly decoder: (params: LossSpec["params"]) => DecoderSpec;
  /**
   * The parameters with all defaults filled in.
   * @throws AmtlError (2) that names the parameter.
   */
  readonly params: (given: Readonly<Record<string, unknown>>) => LossSpec["params"];
  /** Names of its parameters. */
  readonly names: readonly string[];
  /** Throws AmtlError (2) when it cannot hold so many segments with these checked parameters. */
  readonly checkSegments?: (params: LossSpec["params"], count: number) => void;
}

export interface CatalogBackbone {
  readonly id: string;
  /** Words in the names of the parameters that are its own, not the encoder's. */
  readonly newLayers: readonly string[];
}

export interface Catalog {
  readonly losses: ReadonlyMap<string, CatalogLoss>;
  readonly backbones: ReadonlyMap<string, CatalogBackbone>;
  /** Programs of the user's, by workerKey; absent: none. */
  readonly workers?: ReadonlyMap<string, WorkerSpec>;
  readonly datasets: Datasets;
  readonly encoders: Encoders;
}
