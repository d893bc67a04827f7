import { z } from "zod";
import type { GoldenFile, GoldenPass } from "../../contract/backbone-golden.js";
import type { BackboneBatch } from "../../contract/backbone.js";
import type { Features } from "../../contract/corpus/document.js";

const span = z.tuple([z.int(), z.int()]);
const spans = z.array(span);

const inputsSchema = z.object({
  entity_pos: z.array(z.array(spans)),
  hts: z.array(spans),
  sent_pos: z.array(spans).optional(),
});

/**
 * The pass that most files hold: what an encoder would have given, entity positions, pairs and labels in `inputs`,
 * values in `outputs`, and in `grads` the gradients of the sum of logits · inputs.R.
 */
export function mainPass(file: GoldenFile): GoldenPass {
  const encoded = Object.fromEntries(
    Object.entries(file.tensors("inputs")).filter(([name]) => ENCODED.has(name)),
  );
  // Beside gradients, some files have the value of what was differentiated.
  const known = { ...file.tensors("params"), ...encoded };
  const wanted = Object.fromEntries(
    Object.entries(file.tensors("grads")).filter(([name]) => Object.hasOwn(known, name)),
  );
  return {
    name: "",
    mode: "predict",
    batch: batchOf(file),
    encoded,
    values: file.tensors("outputs"),
    gradients: [{ of: "logits", weights: file.tensor("inputs", "R"), wanted }],
  };
}

const ENCODED: ReadonlySet<string> = new Set(["sequence_output", "attention", "pooled_output"]);

function batchOf(file: GoldenFile): BackboneBatch {
  const { entity_pos, hts, sent_pos } = inputsSchema.parse(file.json("inputs"));
  const [size, width] = file.tensor("inputs", "sequence_output").shape;
  const labels = file.tensor("inputs", "labels");
  const given = file.tensors("inputs");
  const pairs = hts.flat();
  let row = 0;
  const features = hts.map((own, document): Features => {
    const from = row;
    row += own.length;
    const rowsOf = ({
      shape: [, n],
      data,
    }: {
      shape: readonly number[];
      data: readonly number[];
    }) => own.map((_, pair) => data.slice((from + pair) * n, (from + pair + 1) * n));
    return {
      title: String(document),
      inputIds: new Int32Array(width),
      entityPositions: entity_pos[document],
      pairs: Int32Array.from(own.flat()),
      positives: rowsOf(labels).map((marks) =>
        marks.flatMap((mark, column) => (mark > 0 && column > 0 ? [column] : [])),
      ),
      ...(sent_pos !== undefined && { sentences: sent_pos[document] }),
      ...(Object.hasOwn(given, "sent_labels") && { evidence: rowsOf(given.sent_labels) }),
    };
  });
  return {
    size,
    width,
    entityPositions: entity_pos,
    rows: pairs.length,
    pairs: Int32Array.from(pairs.flat()),
    pairDocument: Int32Array.from(hts.flatMap((document, d) => document.map(() => d))),
    labels: Float32Array.from(labels.data),
    features,
  };
}
