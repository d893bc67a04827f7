import type { Params, ParamValue } from "../base/params.js";
import type { DecoderSpec } from "./decoder.js";
import type { LayoutSpec } from "./layout.js";
import type { Schedule } from "./schedule.js";

export type ProfileId = "smoke" | "mini" | "paper";

/** Another reading of what the paper leaves open: the same experiments, other runs where the reading matters. */
export type VariantId = "official-rates";

export interface LossSpec {
  readonly id: string;
  /** Checked by the loss's own schema. */
  readonly params: Params;
}

/** A method on top of the backbone. */
export interface PluginSpec {
  readonly id: string;
  /** Checked by the plugin's own schema. */
  readonly params: Params;
}

/** A user's program, as far as it is identity. */
export interface ProgramSpec {
  /** Program and arguments; files that were found are named without their folders. */
  readonly command: readonly string[];
  /** What the user says about the version of what cannot be seen. */
  readonly version?: string;
}

/** Everything that fixes a trained model, but for the content of data, weights and code (see Dependencies). */
export interface TrainSpec {
  readonly schema: 1;
  readonly profile: ProfileId;
  readonly backbone: string;
  readonly plugin: PluginSpec | null;
  /** The encoder that really runs, e.g. "minilm-l6" where the paper has bert-base-cased. */
  readonly encoder: string;
  readonly loss: LossSpec;
  readonly layout: LayoutSpec;
  /** Sizes of the backbone's own layers, which do not follow from the encoder; checked by its schema. */
  readonly head: Readonly<Record<string, ParamValue>>;
  /** e.g. "redocred/train", "docgnre-gpt/train". */
  readonly trainSet: string;
  readonly devSet: string;
  /** The decoder whose dev F1 selects the checkpoint. */
  readonly decoder: DecoderSpec;
  /** The decoder that selected the checkpoint of the model that a plugin takes as it is; absent: `decoder`. */
  readonly modelDecoder?: DecoderSpec;
  readonly seed: number;
  readonly schedule: Schedule;
  readonly precision: "float32";
  /** The variant that changed the schedule; absent: none, or one that leaves this run as it is. */
  readonly variant?: VariantId;
  /** How many documents of each set are read, the first of it; absent: all of them. */
  readonly limit?: number;
  /** SHA-256 of the weights of the exported model that training starts from; absent: the encoder's, and initial values. */
  readonly init?: string;
  /** The program that trains and predicts; absent: the built-in trainer. It is asked for all of the above. */
  readonly worker?: ProgramSpec;
}

/**
 * What a fingerprint rests on beyond the spec: content hashes ("data:redocred/train", "encoder:minilm-l6")
 * and hand-kept versions ("version:loss/atl", "version:trainer").
 */
export type Dependencies = Readonly<Record<string, string | number>>;
