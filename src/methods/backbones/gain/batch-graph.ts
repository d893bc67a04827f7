import { meanEdges, type Edges } from "../../../nn/ops/aggregate.js";
import type { BackboneBatch } from "../../../contract/backbone.js";
import { documentGraph, EDGE_KINDS } from "./document-graph.js";

/** The graphs of a batch's documents as one: their nodes one after the other, their entities in a grid. */
export interface BatchGraph {
  readonly nodes: number;
  /** Node of each document. */
  readonly documentNodes: Int32Array;
  /** From hidden states [documents · width] to nodes: means over a mention's positions. */
  readonly states: Edges;
  /** From documents to their nodes. */
  readonly documents: Edges;
  /** From rows of the embeddings of types and of ids to nodes. */
  readonly types: Edges;
  readonly ids: Edges;
  /** From nodes to nodes, means for each kind: target node · kinds + kind. */
  readonly kinds: Edges;
  /** Entities of the document that has most; entity e of document d has place d · entities + e. */
  readonly entities: number;
  /** Places that a document has an entity for. */
  readonly taken: Int32Array;
  /** From nodes to places: means over an entity's mentions. */
  readonly members: Edges;
  /** Places that each link of the entity graph joins. */
  readonly linkFrom: Int32Array;
  readonly linkTo: Int32Array;
  /** Where each link stands in [documents, entities, entities]. */
  readonly linkAt: Int32Array;
  /** [documents, entities, entities]: 1 for a link. */
  readonly linked: Float32Array;
  /** The places of each row's head and tail, and where they stand in [documents, entities, entities], both ways. */
  readonly heads: Int32Array;
  readonly tails: Int32Array;
  readonly headTail: Int32Array;
  readonly tailHead: Int32Array;
}

type Pair = readonly [source: number, target: number];

/** @param width of the batch: a mention's positions beyond it do not count. */
export function batchGraph({
  width,
  features,
  rows,
  pairs,
  pairDocument,
}: Pick<BackboneBatch, "width" | "features" | "rows" | "pairs" | "pairDocument">): BatchGraph {
  const graphs = features.map(documentGraph);
  const entities = Math.max(1, ...features.map(({ entityPositions }) => entityPositions.length));
  const documentNodes = new Int32Array(graphs.length);
  const edges: Record<"states" | "types" | "ids" | "kinds" | "members", Pair[]> = {
    states: [],
    types: [],
    ids: [],
    kinds: [],
    members: [],
  };
  const links: { readonly from: number; readonly to: number; readonly at: number }[] = [];
  let nodes = 0;
  graphs.forEach((graph, document) => {
    const place = (entity: number): number => document * entities + entity;
    const first = nodes;
    documentNodes[document] = first;
    const positions = graph.nodeAt.subarray(0, width);
    positions.forEach((node, position) => {
      if (node !== 0) edges.states.push([document * width + position, first + node]);
    });
    graph.mentions.forEach(({ entity, type }, index) => {
      const node = first + index + 1;
      edges.members.push([node, place(entity)]);
      // A mention that others cover has no position, and all its features are 0.
      if (!positions.includes(index + 1)) return;
      // Row 0 of an embedding is 0 and is never learned.
      if (type !== 0) edges.types.push([type, node]);
      edges.ids.push([entity + 1, node]);
    });
    EDGE_KINDS.forEach((kind, number) => {
      for (const [source, target] of graph.edges[kind]) {
        edges.kinds.push([first + source, (first + target) * EDGE_KINDS.length + number]);
      }
    });
    for (const [from, to] of graph.links) {
      links.push({ from: place(from), to: place(to), at: place(from) * entities + to });
    }
    nodes += graph.mentions.length + 1;
  });
  const linked = new Float32Array(graphs.length * entities * entities);
  for (const { at } of links) linked[at] = 1;
  const placeOf = (row: number, side: 0 | 1): number =>
    pairDocument[row] * entities + pairs[2 * row + side];
  const ofRows = (value: (row: number) => number): Int32Array =>
    Int32Array.from({ length: rows }, (_, row) => value(row));
  return {
    nodes,
    documentNodes,
    states: meanEdges(edges.states),
    documents: meanEdges([...documentNodes].map((node, document) => [document, node])),
    types: meanEdges(edges.types),
    ids: meanEdges(edges.ids),
    kinds: meanEdges(edges.kinds),
    entities,
    taken: Int32Array.from(
      features.flatMap(({ entityPositions }, document) =>
        entityPositions.map((_, entity) => document * entities + entity),
      ),
    ),
    members: meanEdges(edges.members),
    linkFrom: Int32Array.from(links, ({ from }) => from),
    linkTo: Int32Array.from(links, ({ to }) => to),
    linkAt: Int32Array.from(links, ({ at }) => at),
    linked,
    heads: ofRows((row) => placeOf(row, 0)),
    tails: ofRows((row) => placeOf(row, 1)),
    headTail: ofRows((row) => placeOf(row, 0) * entities + pairs[2 * row + 1]),
    tailHead: ofRows((row) => placeOf(row, 1) * entities + pairs[2 * row]),
  };
}
