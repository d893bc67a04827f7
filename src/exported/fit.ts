import { sha256 } from "../base/canonical.js";
import { badInput, type AmtlError } from "../base/errors.js";
import { plural } from "../base/text/plural.js";
import type { Backbone } from "../contract/backbone.js";
import type { Datasets } from "../contract/corpus/dataset.js";
import type { EncoderConfig, Encoders } from "../contract/corpus/encoder.js";
import type { TrainSpec } from "../contract/train-spec.js";
import { loadDataset } from "../corpus/datasets/datasets.js";
import { resolveEncoder } from "../corpus/encoders/resolve.js";
import { layoutFor } from "../corpus/features/layout.js";
import { encoderConfigOf } from "./encoder-config.js";
import type { ExportedModel } from "./read.js";
import { tokenizerFile } from "./tokenizer-file.js";

/** Where a run's names are looked up. */
export interface FitSources {
  readonly backbone: Pick<Backbone, "sizes">;
  readonly datasets: Datasets;
  readonly encoders: Encoders;
}

/**
 * Sees that a run can start from an exported model: backbone and its sizes, plugin, encoder, tokenizer, and each column's
 * relation are the same.
 *
 * @throws AmtlError (2) that names the first thing that differs; (4) when data or encoder are not here.
 */
export async function checkFit(
  { folder, description }: ExportedModel,
  spec: TrainSpec,
  { backbone, datasets, encoders }: FitSources,
): Promise<void> {
  const refuse = (what: string, expected: string, got: string): AmtlError =>
    badInput(`The exported model does not fit: ${what}`, {
      where: folder,
      expected,
      got,
      fix: "choose rows that fit it with --only, or another folder",
    });
  const pluginText = (plugin: TrainSpec["plugin"]): string => plugin?.id ?? "none";
  const plain: readonly (readonly [string, string, string])[] = [
    ["backbone", spec.backbone, description.backbone],
    ["plugin", pluginText(spec.plugin), pluginText(description.plugin)],
    ...Object.entries(spec.head)
      .filter(([name]) => isSize(backbone, name))
      .map(
        ([name, value]) =>
          [`size ${name}`, String(value), String(description.head[name] ?? "none")] as const,
      ),
  ];
  for (const [what, expected, got] of plain) {
    if (expected !== got) throw refuse(what, `${expected}, as the run has it`, got);
  }
  const encoder = await resolveEncoder(spec.encoder, encoders);
  const config = await encoderConfigOf(encoder);
  for (const size of SIZES) {
    const [expected, got] = [config[size], description.encoder.config[size]];
    if (expected === got) continue;
    const text = `${size} ${expected}, as ${spec.encoder} has it`;
    throw refuse("encoder", text, `${size} ${got} (${description.encoder.id})`);
  }
  if (sha256(await tokenizerFile(encoder)) !== description.encoder.tokenizer) {
    throw refuse(
      "tokenizer",
      `that of ${spec.encoder}`,
      `that of ${description.encoder.id}, which differs`,
    );
  }
  const training = await loadDataset(spec.profile, spec.trainSet, datasets);
  const { columns } = layoutFor(spec.layout, training, spec.seed);
  const others = description.layout.columns;
  const countOf = (all: readonly (string | null)[]): string =>
    `${plural(all.filter((column) => column !== null).length, "relation")} with ${plural(all.filter((column) => column === null).length, "threshold")}`;
  if (columns.length !== others.length) {
    throw refuse("relations", `${countOf(columns)}, as the run has them`, countOf(others));
  }
  const at = columns.findIndex((relation, column) => relation !== others[column]);
  if (at < 0) return;
  const nameOf = (relation: string | null): string => relation ?? "a threshold";
  throw refuse(
    "relations",
    `${nameOf(columns[at])} in column ${at}, as the run has it`,
    nameOf(others[at]),
  );
}

/** What decides the shapes of an encoder's parameters, and how it splits them into heads. */
const SIZES = [
  ...["family", "vocabulary", "width", "layers", "heads", "feedForward", "positions"],
  "tokenTypes",
] as readonly (keyof EncoderConfig)[];

/** Whole numbers are sizes of layers; others weigh terms of the loss, and may differ. */
function isSize({ sizes: { rules } }: Pick<Backbone, "sizes">, name: string): boolean {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  return rule?.kind === "number" && rule.whole === true;
}
