import { count, fields, oneOf, recordOf, text, type Shape } from "../base/shape.js";

/** Names of the files of an exported model. */
export const EXPORTED = {
  weights: "model.safetensors",
  config: "config.json",
  tokenizer: "tokenizer.json",
  relations: "relations.json",
  card: "README.md",
  loader: "load.py",
  /** Written last: a folder without it is none. */
  manifest: "manifest.json",
} as const;

/** Files that decide what the model computes: all others may be edited. */
export const DECISIVE = [
  EXPORTED.weights,
  EXPORTED.config,
  EXPORTED.tokenizer,
  EXPORTED.relations,
] as const;

/** Size and digest of each file of an exported model. */
export interface ExportManifest {
  readonly schema: 1;
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}

export const exportManifest: Shape<ExportManifest> = fields({
  schema: oneOf(1),
  files: recordOf(fields({ bytes: count, sha256: text })),
});
