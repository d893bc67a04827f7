import { canonicalJson, sha256 } from "../../base/canonical.js";
import { syntheticPieces } from "../datasets/synthetic/tokenizer.js";

/** Raised by hand whenever the constructed start of the tiny encoders changes (src/nn/encoder/constructed.ts). */
const CONSTRUCTION_VERSION = 2;

/** Stands for the content of a constructed encoder: its construction's version and its vocabulary. */
export const constructedHash = (id: string): string =>
  sha256(
    canonicalJson({
      constructed: id,
      version: CONSTRUCTION_VERSION,
      vocabulary: sha256(canonicalJson(syntheticPieces())),
    }),
  );
