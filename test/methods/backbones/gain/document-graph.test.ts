import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../../../../src/base/root.js";
import type { Features } from "../../../../src/contract/corpus/document.js";
import { documentGraph } from "../../../../src/methods/backbones/gain/document-graph.js";
import { goldenDocument } from "../../../../src/methods/backbones/gain/golden-documents.js";

const ids = z.array(z.int());
const pairs = z.array(z.tuple([z.int(), z.int()]));

/** What the official loader makes of a document; arrays are as long as the file needs them. */
const expectedSchema = z.object({
  mention_id: ids,
  entity: ids,
  type: ids,
  entity2mention: z.record(z.string(), ids),
  node_count: z.int(),
  edges: z.object({ intra: pairs, inter: pairs, global: pairs }),
  entity_graph_edges: pairs,
});

const loaded = z.looseObject({
  pos_id: ids.optional(),
  ner_id: ids.optional(),
  entity_id: ids.optional(),
  entity_type: ids.optional(),
});

function expectedOf(json: unknown): z.infer<typeof expectedSchema> {
  const fields = loaded.parse(json);
  return expectedSchema.parse({
    ...fields,
    entity: fields.pos_id ?? fields.entity_id,
    type: fields.ner_id ?? fields.entity_type,
  });
}

const read = (path: string): unknown =>
  JSON.parse(readFileSync(join(projectRoot(), "test/golden", path), "utf8"));

const sorted = (edges: readonly (readonly number[])[]): string[] =>
  edges.map((edge) => edge.join()).sort();

function compare(features: Features, json: unknown): void {
  const want = expectedOf(json);
  const { mentions, nodeAt, edges, links } = documentGraph(features);
  const length = want.mention_id.length;
  const at = [...nodeAt.subarray(0, length)];
  const entityAt = at.map((node) => (node === 0 ? 0 : mentions[node - 1].entity + 1));
  const typeAt = at.map((node) => (node === 0 ? 0 : mentions[node - 1].type));
  assert.deepEqual(at, want.mention_id);
  assert.deepEqual(entityAt, want.entity);
  assert.deepEqual(typeAt, want.type);
  assert.equal(mentions.length + 1, want.node_count);
  const members = new Map<string, number[]>();
  mentions.forEach(({ entity }, index) => {
    members.set(String(entity + 1), [...(members.get(String(entity + 1)) ?? []), index + 1]);
  });
  assert.deepEqual(Object.fromEntries(members), want.entity2mention);
  for (const kind of ["intra", "inter", "global"] as const) {
    assert.deepEqual(sorted(edges[kind]), sorted(want.edges[kind]), kind);
  }
  assert.deepEqual(sorted(links), sorted(want.entity_graph_edges));
}

describe("GAIN's graphs are the official loader's", () => {
  const file = z
    .object({
      inputs: z.object({ docs: z.array(z.unknown()), graphs: z.array(z.unknown()) }),
      preprocess: z.array(
        z.object({ doc: z.looseObject({ title: z.string() }), expected: z.unknown() }),
      ),
    })
    .parse(read("backbones/gain.json"));
  const cases = [
    ...file.inputs.docs.map((document, i) => ({ document, expected: file.inputs.graphs[i] })),
    ...file.preprocess.map(({ doc, expected }) => ({ document: doc, expected })),
  ];
  for (const { document, expected } of cases) {
    const features = goldenDocument(document);
    it(features.title, () => {
      compare(features, expected);
    });
  }

  it("for documents of a training", () => {
    const { features } = z
      .object({ features: z.array(z.unknown()) })
      .parse(read("trajectory/gain-bce.json"));
    for (const each of features) compare(goldenDocument(each), each);
  });
});

describe("GAIN's graphs", () => {
  const empty: Features = {
    title: "",
    inputIds: new Int32Array(2),
    entityPositions: [],
    entityTypes: [],
    sentences: [],
    pairs: new Int32Array(0),
    positives: [],
  };

  it("of a document without entities have its node alone", () => {
    const { mentions, edges, links } = documentGraph(empty);
    assert.deepEqual([mentions, links], [[], []]);
    assert.deepEqual(edges, { intra: [], inter: [], global: [] });
  });

  it("fall back to the first entity that has a mention", () => {
    const { edges } = documentGraph({
      ...empty,
      inputIds: new Int32Array(511),
      // The first entity lies beyond the cut.
      entityPositions: [[[600, 601]], [[2, 3]]],
      entityTypes: [["PER"], ["a type of another inventory"]],
      sentences: [[0, 700]],
    });
    assert.deepEqual(edges.intra, [[1, 0]]);
    assert.deepEqual(edges.inter, [[1, 0]]);
  });
});
