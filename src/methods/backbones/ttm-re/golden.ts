import { badInput } from "../../../base/errors.js";
import { count, fields, listOf } from "../../../base/shape.js";
import type { GoldenFile, GoldenPass } from "../../../contract/backbone-golden.js";
import type { BackboneBatch } from "../../../contract/backbone.js";

/** The first pair of the main pass in a batch of its own: its logits differ, as it sees no other pair. */
function firstPairAlone(file: GoldenFile, { batch, encoded }: GoldenPass): GoldenPass {
  return {
    name: "first pair alone",
    mode: "predict",
    batch: {
      ...batch,
      rows: 1,
      pairs: batch.pairs.slice(0, 2),
      pairDocument: batch.pairDocument.slice(0, 1),
      labels: batch.labels.slice(0, batch.labels.length / batch.rows),
    },
    encoded,
    values: { logits: file.tensor("outputs", "logits_first_pair_alone") },
    gradients: [],
  };
}

const spans = listOf(listOf(count));
const chunked = fields({ entity_pos: listOf(listOf(spans)), hts: listOf(spans) });

/** A document with more pairs than a chunk holds. */
function moreThanAChunk(file: GoldenFile): GoldenPass {
  const content = file.json("chunked");
  if (!chunked.fits(content)) {
    throw badInput("Invalid golden file", { got: chunked.flaw(content, "chunked") ?? "" });
  }
  const encoded = {
    sequence_output: file.tensor("chunked", "sequence_output"),
    attention: file.tensor("chunked", "attention"),
  };
  const logits = file.tensor("chunked", "logits");
  const [size, width] = encoded.sequence_output.shape;
  const [rows] = logits.shape;
  const batch: BackboneBatch = {
    ...{ size, width, rows },
    entityPositions: content.entity_pos.map((entities) =>
      entities.map((mentions) => mentions.map(([start, end]) => [start, end] as const)),
    ),
    pairs: Int32Array.from(content.hts.flat(2)),
    pairDocument: Int32Array.from(content.hts.flatMap((pairs, d) => pairs.map(() => d))),
    labels: new Float32Array(logits.data.length),
    features: [],
  };
  const values = { logits };
  return { name: "more than a chunk", mode: "predict", batch, encoded, values, gradients: [] };
}

/** The passes that the golden file of TTM-RE holds. */
export function goldenPasses(file: GoldenFile, main: () => GoldenPass): readonly GoldenPass[] {
  const whole = main();
  return [whole, firstPairAlone(file, whole), moreThanAChunk(file)];
}
