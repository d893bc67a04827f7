import { nextNormal } from "../../../base/normal.js";
import type { Random } from "../../../base/random.js";
import type { ModelSizes } from "../../../contract/backbone.js";
import type { Weight, Weights } from "../../../contract/compute/parameters.js";
import { linearInitial } from "../shared/initial.js";
import { EDGE_KINDS, ENTITY_TYPES } from "./document-graph.js";

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Xavier's uniform distribution for relu, gain √2. */
function xavier(shape: readonly number[], fans: number, random: Random): Weight {
  const bound = Math.SQRT2 * Math.sqrt(6 / fans);
  const values = Float32Array.from(
    { length: product(shape) },
    () => (2 * random.next() - 1) * bound,
  );
  return { shape, values };
}

/** Standard normal numbers; row 0 stands for nothing, is 0 and is never learned. */
function embedding(rows: number, width: number, random: Random): Weight {
  const values = Float32Array.from({ length: rows * width }, (_, i) =>
    i < width ? 0 : nextNormal(random),
  );
  return { shape: [rows, width], values };
}

/**
 * Initial values under the official names (spec/backbone-gain.md 2). `attention.W` is left out: it has no influence.
 * Quirk: the fans of a convolution's weight are those of the 3-D tensor, [kinds, g, g], fan-in g² and fan-out kinds · g,
 * a bound that is 20 times smaller than that of its matrices at g = 808.
 */
export function initial({ hidden, columns, own }: ModelSizes, random: Random): Weights {
  const [typeSize, idSize, layers] = [own.typeSize, own.idSize, own.layers].map(Number);
  const g = hidden + typeSize + idSize;
  const b = g * (layers + 1);
  const kinds = EDGE_KINDS.length;
  const convolutions = [...Array(layers).keys()].flatMap((layer): [string, Weight][] => [
    [`GCN_layers.${layer}.weight`, xavier([kinds, g, g], g * g + kinds * g, random)],
    [`GCN_layers.${layer}.h_bias`, { shape: [g], values: new Float32Array(g) }],
    [`GCN_layers.${layer}.loop_weight`, xavier([g, g], 2 * g, random)],
  ]);
  return new Map([
    ["entity_type_emb.weight", embedding(ENTITY_TYPES.length, typeSize, random)],
    ["entity_id_emb.weight", embedding(Number(own.maxEntities) + 1, idSize, random)],
    ...convolutions,
    ...linearInitial("predict.0", 2 * b, 5 * b + 4 * g, random),
    ...linearInitial("predict.3", columns, 2 * b, random),
    ...linearInitial("edge_layer.mapping", g, 2 * g, random),
    ...linearInitial("path_info_mapping", 4 * g, 4 * g, random),
  ]);
}
