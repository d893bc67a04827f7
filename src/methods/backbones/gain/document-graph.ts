import type { Features } from "../../../contract/corpus/document.js";

/** Positions that can carry a mention, special tokens and padding included. */
const LENGTH = 512;
/** A word that starts later stands at {@link LENGTH}, which no position is. */
const LAST_START = 509;
/** Where a mention ends that ends the document: beyond every position. */
const BEYOND = 1024;

/** Rows of the embedding of entity types; row 0 stands for none, and for types that are not in the list. */
export const ENTITY_TYPES = ["BLANK", "ORG", "LOC", "NUM", "TIME", "MISC", "PER"] as const;

/** Kinds of edges, in the order of the layers' weights. */
export const EDGE_KINDS = ["intra", "inter", "global"] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];

export interface GraphMention {
  /** Index in the document, from 0. */
  readonly entity: number;
  /** Row of the embedding of types. */
  readonly type: number;
}

type Edge = readonly [source: number, target: number];

/** A document's two graphs. Node 0 is the document, node m the m-th mention. */
export interface DocumentGraph {
  readonly mentions: readonly GraphMention[];
  /** [512]: the node whose mention covers a position; 0: none. */
  readonly nodeAt: Int32Array;
  /** Directed; parallel edges are kept, as they count in means. */
  readonly edges: Readonly<Record<EdgeKind, readonly Edge[]>>;
  /** Entities with positions in one sentence, in both directions, each once, ascending. */
  readonly links: readonly (readonly [from: number, to: number])[];
}

const typeRow = (type: string | undefined): number =>
  Math.max(0, (ENTITY_TYPES as readonly (string | undefined)[]).indexOf(type));

/**
 * Which mention covers which position (DreamInvoker/GAIN data.py; spec/backbone-gain.md 3). Kept quirks: a mention that
 * ends the document covers [SEP] and all padding; one that the cut splits covers [SEP] and the position after it; of
 * mentions on one span only the first is kept, so that entities can be without; later mentions cover earlier ones; the
 * last entity, where it has no mention, is given the first free position, which is [CLS].
 */
function placeMentions({
  entityPositions,
  entityTypes = [],
  sentences = [],
}: Features): Pick<DocumentGraph, "mentions" | "nodeAt"> {
  const mentions: GraphMention[] = [];
  const nodeAt = new Int32Array(LENGTH);
  const used = new Set<string>();
  const documentEnd = sentences.at(-1)?.[1];
  entityPositions.forEach((spans, entity) => {
    spans.forEach(([from, to], index) => {
      const start = positionOf(from);
      const end = to === documentEnd ? BEYOND : positionOf(to);
      const span = `${start} ${end}`;
      if (used.has(span) || start >= LENGTH) return;
      used.add(span);
      mentions.push({ entity, type: typeRow(entityTypes[entity]?.[index]) });
      nodeAt.fill(mentions.length, start, end);
    });
  });
  const last = entityPositions.length - 1;
  const free = nodeAt.indexOf(0);
  if (last >= 0 && free >= 0 && !mentions.some(({ entity }) => entity === last)) {
    mentions.push({ entity: last, type: typeRow(entityTypes[last]?.[0]) });
    nodeAt[free] = mentions.length;
  }
  return { mentions, nodeAt };
}

/** Position of a piece that is counted without the leading special token. */
const positionOf = (piece: number): number => (piece + 1 > LAST_START ? LENGTH : piece + 1);

/** For each sentence the nodes that have a position in it; [CLS] belongs to the first one, [SEP] to the last. */
function nodesBySentence(
  { sentences = [], inputIds }: Pick<Features, "sentences" | "inputIds">,
  nodeAt: Int32Array,
): readonly (readonly number[])[] {
  return sentences.map(([from], index) => {
    const start = index === 0 ? 0 : positionOf(from);
    const next = sentences.at(index + 1)?.[0];
    const end = index + 1 === sentences.length ? inputIds.length : positionOf(next ?? from);
    return [...new Set(nodeAt.subarray(start, end))].filter((node) => node !== 0);
  });
}

const orderedPairs = (nodes: readonly number[]): Edge[] =>
  nodes.flatMap((a) => nodes.filter((b) => a !== b).map((b): Edge => [a, b]));

/** Mention and entity graph of a document (spec/backbone-gain.md 4 and 6). */
export function documentGraph(features: Features): DocumentGraph {
  const { mentions, nodeAt } = placeMentions(features);
  const bySentence = nodesBySentence(features, nodeAt);
  const entityOf = (node: number): number => mentions[node - 1].entity;
  const nodesOf = new Map<number, number[]>();
  mentions.forEach(({ entity }, index) => {
    nodesOf.set(entity, [...(nodesOf.get(entity) ?? []), index + 1]);
  });
  // Officially the first mention of entity 0, and an error where that has none.
  const first = nodesOf.get(Math.min(...nodesOf.keys()))?.[0];
  const orElse = (edges: readonly Edge[]): readonly Edge[] =>
    edges.length > 0 || first === undefined ? edges : [[first, 0]];
  const links = new Map<string, readonly [number, number]>();
  for (const nodes of bySentence) {
    for (const [from, to] of orderedPairs([...new Set(nodes.map(entityOf))])) {
      links.set(`${from} ${to}`, [from, to]);
    }
  }
  return {
    mentions,
    nodeAt,
    edges: {
      intra: orElse([...nodesOf.values()].flatMap(orderedPairs)),
      inter: orElse(
        bySentence.flatMap((nodes) =>
          orderedPairs(nodes).filter(([a, b]) => entityOf(a) !== entityOf(b)),
        ),
      ),
      global: bySentence.flatMap((nodes) =>
        nodes.flatMap((node): Edge[] => [
          [node, 0],
          [0, node],
        ]),
      ),
    },
    links: [...links.values()].sort(([a, b], [c, d]) => a - c || b - d),
  };
}
