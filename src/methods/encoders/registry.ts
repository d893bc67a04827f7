import { canonicalJson, sha256 } from "../../base/canonical.js";
import { syntheticPieces } from "../datasets/synthetic/tokenizer.js";
import type { WordTokenizer } from "../../contract/tokenizer.js";

export interface EncoderEntry {
  readonly id: string;
  readonly family: WordTokenizer["family"];
  /**
   * constructed: the program builds it (design.md section 2, profile smoke);
   * pretrained: a Hugging Face folder, brought by `amtl-run encoder get` from the sources in amtl.config.json.
   */
  readonly kind: "constructed" | "pretrained";
  /** For people: what it is, and what it stands in for. */
  readonly about: string;
}

/** The encoders that experiments and profiles name. Any other is a folder, or an entry of amtl.config.local.json. */
export const encoderRegistry: readonly EncoderEntry[] = [
  {
    id: "bert-base-cased",
    family: "bert",
    kind: "pretrained",
    about: "768 wide, 12 layers, cased",
  },
  {
    id: "roberta-large",
    family: "roberta",
    kind: "pretrained",
    about: "1024 wide, 24 layers",
  },
  {
    id: "minilm-l6",
    family: "bert",
    kind: "pretrained",
    about: "384 wide, 6 layers, uncased; stands in for bert-base-cased in profile mini",
  },
  {
    id: "tiny-bert",
    family: "bert",
    kind: "constructed",
    about: "64 wide, 2 layers; stands in for bert-base-cased in profile smoke",
  },
  {
    id: "tiny-roberta",
    family: "roberta",
    kind: "constructed",
    about: "64 wide, 2 layers; stands in for roberta-large in profile smoke",
  },
];

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
