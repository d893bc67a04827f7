import { stat } from "node:fs/promises";
import type { WordTokenizer } from "../../contract/corpus/tokenizer.js";
import { AmtlError, describeError, ExitCode } from "../../base/errors.js";
import { encoderSources } from "../files/config.js";
import { describeSource } from "./bring.js";
import { knownEncoders, locateEncoder } from "./locate.js";
import { ENCODERS } from "../../methods/encoders/registry.js";
import { type ResolvedEncoder, resolveEncoder } from "./resolve.js";

export interface EncoderListing {
  readonly id: string;
  /** Null: a configured one that is not here yet. */
  readonly family: WordTokenizer["family"] | null;
  readonly state: "built in" | "installed" | "missing" | "unusable";
  /** Why it cannot be used, and what mends that; null for all others. */
  readonly problem: string | null;
  /** Bytes on the disk, or of the download; null: nothing to store, or unknown. */
  readonly bytes: number | null;
  /** The folder, or where it would come from. */
  readonly where: string;
  /** Null while it is missing. */
  readonly sha256: string | null;
  readonly about: string;
}

/** All encoders that the registry and the configuration name, and what is here of them. */
export const listEncoders = (): Promise<EncoderListing[]> =>
  Promise.all(knownEncoders().map(listing));

async function listing(id: string): Promise<EncoderListing> {
  try {
    return locateEncoder(id).kind === "absent"
      ? missing(id)
      : await present(await resolveEncoder(id));
  } catch (error) {
    // A folder that holds something else hides no other encoder.
    if (!(error instanceof AmtlError) || error.exitCode !== ExitCode.badInput) throw error;
    return unusable(id, error);
  }
}

const unusable = (id: string, error: AmtlError): EncoderListing => ({
  ...missing(id),
  state: "unusable",
  bytes: null,
  where: error.details.where ?? "",
  problem: describeError(error),
});

const aboutOf = (id: string): string => ENCODERS.get(id)?.about ?? "named in the configuration";

function missing(id: string): EncoderListing {
  const sources = encoderSources(id) ?? [];
  const first = sources.at(0);
  return {
    id,
    family: ENCODERS.get(id)?.family ?? null,
    state: "missing",
    bytes: first !== undefined && "bytes" in first ? (first.bytes ?? null) : null,
    where: sources.map(describeSource).join(", or "),
    sha256: null,
    problem: null,
    about: aboutOf(id),
  };
}

async function present(encoder: ResolvedEncoder): Promise<EncoderListing> {
  const { id, family, sha256 } = encoder;
  const built = encoder.kind === "constructed";
  return {
    id,
    family,
    state: built ? "built in" : "installed",
    bytes: built ? null : (await stat(encoder.weights)).size,
    where: built ? "built by the program" : encoder.folder,
    sha256,
    problem: null,
    about: aboutOf(id),
  };
}
