import * as tf from "@tensorflow/tfjs-core";
import { badInput } from "../../../base/errors.js";
import type { BackboneBatch, ModelSizes, Pass } from "../../../contract/backbone.js";
import type { Parameters } from "../../../contract/compute/parameters.js";
import type { EncodedDocuments } from "../../../contract/corpus/encoder.js";
import { aggregateRows } from "../../../nn/ops/aggregate.js";
import { dropOut } from "../../../nn/ops/dropout.js";
import { gatherRows } from "../../../nn/ops/gather.js";
import { linear } from "../../../nn/ops/linear.js";
import { linearOfParts } from "../../../nn/ops/linear-parts.js";
import { parameter } from "../../../nn/parameters.js";
import { batchGraph, type BatchGraph } from "./batch-graph.js";
import { EDGE_KINDS } from "./document-graph.js";

/** One pass through the head: parameters, rates and sizes at hand. */
interface Head {
  readonly matrix: (name: string) => tf.Tensor2D;
  readonly vector: (name: string) => tf.Tensor1D;
  /** relu, then dropout. */
  readonly activate: (x: tf.Tensor) => tf.Tensor2D;
}

/** What GAIN makes of a batch on its way to the logits. */
export interface GainValues {
  readonly graph: BatchGraph;
  /** x: [nodes, g]. */
  readonly nodes: tf.Tensor2D;
  /** H of each layer: [nodes, g]. */
  readonly layers: readonly tf.Tensor2D[];
  /** The vector of every entity's place: [places, b], b = g · (layers + 1). */
  readonly entities: tf.Tensor2D;
  /** [documents, b] */
  readonly documents: tf.Tensor2D;
  /** The vector of every link of the entity graph: [links, g]. */
  readonly links: tf.Tensor2D;
  /** [rows, 4g] */
  readonly pathSums: tf.Tensor2D;
  readonly paths: tf.Tensor2D;
  readonly logits: tf.Tensor2D;
}

/** Nodes of the mention graph: the pooled output for documents; for mentions the means over their positions. */
function nodeFeatures(head: Head, encoded: EncodedDocuments, graph: BatchGraph): tf.Tensor2D {
  const [documents, width, d] = encoded.hidden.shape;
  const hidden = encoded.hidden.reshape<tf.Tensor2D>([documents * width, d]);
  return tf.concat(
    [
      tf.add<tf.Tensor2D>(
        aggregateRows(hidden, graph.states, graph.nodes),
        aggregateRows(encoded.pooled(), graph.documents, graph.nodes),
      ),
      aggregateRows(head.matrix("entity_type_emb.weight"), graph.types, graph.nodes),
      aggregateRows(head.matrix("entity_id_emb.weight"), graph.ids, graph.nodes),
    ],
    1,
  );
}

/** A relational graph convolution: means over each kind of incoming edges, by that kind's weight, and the node itself. */
function convolve(head: Head, name: string, x: tf.Tensor2D, graph: BatchGraph): tf.Tensor2D {
  const [nodes, g] = x.shape;
  const kinds = EDGE_KINDS.length;
  const means = aggregateRows(x, graph.kinds, nodes * kinds).reshape<tf.Tensor2D>([
    nodes,
    kinds * g,
  ]);
  const weight = head.matrix(`${name}.weight`).reshape<tf.Tensor2D>([kinds * g, g]);
  const own = tf.matMul(x, head.matrix(`${name}.loop_weight`));
  return head.activate(
    tf
      .matMul(means, weight)
      .add(own)
      .add(head.vector(`${name}.h_bias`)),
  );
}

/**
 * Sums over the entities m that are linked to both s and o, of [ε_sm; ε_mo; ε_om; ε_ms]: [rows, 4g]. Quirk: the official
 * softmax runs over an axis of one element, so that every weight is 1 and `attention.W` has no influence.
 */
function pathSums(links: tf.Tensor2D, graph: BatchGraph, documents: number): tf.Tensor2D {
  const e = graph.entities;
  const g = links.shape[1];
  const places = documents * e * e;
  const edges = {
    sources: Int32Array.from(graph.linkAt.keys()),
    targets: graph.linkAt,
    shares: new Float32Array(graph.linkAt.length).fill(1),
  };
  const dense = aggregateRows(links, edges, places).reshape<tf.Tensor4D>([documents, e, e, g]);
  const linked = tf.tensor3d(graph.linked, [documents, e, e]);
  const over = (table: tf.Tensor): tf.Tensor2D =>
    tf.matMul(linked, table.reshape([documents, e, e * g])).reshape<tf.Tensor2D>([places, g]);
  // At (s, o): Σ_m ε_om, and Σ_m ε_mo.
  const fromSecond = over(dense.transpose([0, 2, 1, 3]));
  const toSecond = over(dense);
  return tf.concat(
    [
      gatherRows(fromSecond, graph.tailHead),
      gatherRows(toSecond, graph.headTail),
      gatherRows(fromSecond, graph.headTail),
      gatherRows(toSecond, graph.tailHead),
    ],
    1,
  );
}

/** |x| with torch's gradient, which is 0 at 0. */
const absolute = (x: tf.Tensor2D): tf.Tensor2D => tf.add(tf.relu(x), tf.relu(tf.neg(x)));

/** Sections 4 to 7 of spec/backbone-gain.md. */
export function gainValues(
  parameters: Parameters,
  { own }: ModelSizes,
  encoded: EncodedDocuments,
  batch: BackboneBatch,
  { dropout }: Pass,
): GainValues {
  const head: Head = {
    matrix: (name) => parameter(parameters, name) as tf.Tensor2D,
    vector: (name) => parameter(parameters, name) as tf.Tensor1D,
    activate: (x) => dropOut(tf.relu(x), dropout, Number(own.dropout)) as tf.Tensor2D,
  };
  const graph = batchGraph(batch);
  checkEntities(graph.entities, Number(own.maxEntities));
  const nodes = nodeFeatures(head, encoded, graph);
  const layers: tf.Tensor2D[] = [];
  for (let layer = 0; layer < Number(own.layers); layer++) {
    layers.push(convolve(head, `GCN_layers.${layer}`, layers.at(-1) ?? nodes, graph));
  }
  const all = tf.concat([nodes, ...layers], 1);
  const places = batch.size * graph.entities;
  const entities = aggregateRows(all, graph.members, places);
  const documents = gatherRows(all, graph.documentNodes);

  const last = entities.slice([0, all.shape[1] - nodes.shape[1]], [places, nodes.shape[1]]);
  const links = head.activate(
    linearOfParts(
      [
        { x: last, rows: graph.linkFrom },
        { x: last, rows: graph.linkTo },
      ],
      head.matrix("edge_layer.mapping.weight"),
      head.vector("edge_layer.mapping.bias"),
    ),
  );
  const sums = pathSums(links, graph, batch.size);
  const paths = head.activate(
    linear(sums, head.matrix("path_info_mapping.weight"), head.vector("path_info_mapping.bias")),
  );

  const [heads, tails] = [gatherRows(entities, graph.heads), gatherRows(entities, graph.tails)];
  const hiddenLayer = linearOfParts(
    [
      { x: entities, rows: graph.heads },
      { x: entities, rows: graph.tails },
      { x: absolute(tf.sub(heads, tails)), rows: null },
      { x: tf.mul(heads, tails), rows: null },
      { x: documents, rows: batch.pairDocument },
      { x: paths, rows: null },
    ],
    head.matrix("predict.0.weight"),
    head.vector("predict.0.bias"),
  );
  const logits = linear(
    head.activate(hiddenLayer),
    head.matrix("predict.3.weight"),
    head.vector("predict.3.bias"),
  );
  return { graph, nodes, layers, entities, documents, links, pathSums: sums, paths, logits };
}

function checkEntities(got: number, most: number): void {
  if (got <= most) return;
  throw badInput("Document has more entities than the embedding has rows", {
    expected: `at most ${most}`,
    got: String(got),
    fix: `train with --set maxEntities=${got} or more`,
  });
}
