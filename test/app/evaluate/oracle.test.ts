import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { evaluate } from "../../../src/app/evaluate/evaluate.js";
import { evidenceOracle, oracle, type RawDocument, type RawPrediction } from "./oracle.js";

/** Names that trip up keys made by joining, maps made of objects, and comparisons that normalize. */
const name = fc.constantFrom(
  "Oslo",
  "Norway",
  "a b",
  "a",
  "b",
  "",
  "é",
  "e\u0301",
  "__proto__",
  "1 2 P17",
  '"',
  "\n",
);
const title = fc.constantFrom(
  "one",
  "two",
  "One",
  "one ",
  "__proto__",
  "constructor",
  "漢字",
  "\u2028",
);
const relation = fc.constantFrom("P17", "P27", "p17", "__proto__", "P17 P27", "7 P17");
const entity = fc.integer({ min: 0, max: 3 });
const sentence = fc.integer({ min: 0, max: 2 });
const evidence = fc.array(sentence, { maxLength: 4 });

const mention = fc.record({
  name,
  sent_id: sentence,
  pos: fc.constant([0, 1]),
  type: fc.constant("LOC"),
});
const document = (titles: fc.Arbitrary<string>) =>
  fc.record({
    title: titles,
    sents: fc.constant([["a"], ["b"], ["c"]]),
    vertexSet: fc.array(fc.array(mention, { minLength: 1, maxLength: 3 }), {
      minLength: 4,
      maxLength: 4,
    }),
    labels: fc.array(fc.record({ h: entity, t: entity, r: relation, evidence }), { maxLength: 10 }),
    gpt_labels: fc.array(fc.record({ h: entity, t: entity, r: relation, score: fc.constant(1) }), {
      maxLength: 3,
    }),
  });
const prediction = fc.record(
  {
    title: fc.oneof(title, fc.constant("unknown")),
    h_idx: fc.integer({ min: -2, max: 5 }),
    t_idx: fc.integer({ min: -2, max: 5 }),
    r: fc.oneof(relation, fc.constantFrom("Na", "country")),
    evidence,
  },
  { requiredKeys: ["title", "h_idx", "t_idx", "r"] },
);

/** Predictions of which many are right, some twice, in any order. */
const corpus = fc
  .record({
    gold: fc
      .uniqueArray(document(title), { minLength: 1, maxLength: 4, selector: (each) => each.title })
      .filter((all) => all.some(({ labels }) => labels.length > 0)),
    train: fc.array(document(fc.constantFrom("train", "one")), { minLength: 1, maxLength: 3 }),
    distant: fc.array(document(fc.constant("distant")), { minLength: 1, maxLength: 3 }),
    wild: fc.array(prediction, { maxLength: 25 }),
    order: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 80, maxLength: 80 }),
    packing: fc.constantFrom("array", "pretty", "lines", "gzip", "columns"),
  })
  .filter(({ gold, train, distant }) => {
    const wanted = new Set(gold.flatMap(({ labels }) => labels.map(({ r }) => r)));
    return [train, distant].every((all) =>
      all.some(({ labels }) => labels.some(({ r }) => wanted.has(r))),
    );
  })
  .map(({ order, wild, ...files }) => {
    const right = files.gold.flatMap((each) =>
      each.labels.map(({ h, t, r, evidence: shown }): RawPrediction => ({
        ...{ title: each.title, h_idx: h, t_idx: t, r },
        evidence: shown,
      })),
    );
    const all = [...right.filter((_, at) => at % 3 !== 0), ...wild, ...right.slice(0, 3)];
    const predictions = all
      .map((each, at) => ({ each, at: order[at % order.length] }))
      .sort((a, b) => a.at - b.at)
      .map(({ each }) => each);
    return { ...files, predictions };
  });

/** The documents with their labels in Hugging Face's columns. */
const inColumns = (documents: readonly RawDocument[]): object[] =>
  documents.map(({ labels, ...rest }) => ({
    ...rest,
    labels: {
      head: labels.map(({ h }) => h),
      tail: labels.map(({ t }) => t),
      relation_id: labels.map(({ r }) => r),
      relation_text: labels.map(() => ""),
      evidence: labels.map(({ evidence: shown }) => shown),
    },
  }));

function pack(values: readonly object[], packing: string): string | Buffer {
  switch (packing) {
    case "pretty":
      return JSON.stringify(values, null, 2);
    case "lines":
      return values.map((value) => `${JSON.stringify(value)}\r\n`).join("\n");
    case "gzip":
      return gzipSync(JSON.stringify(values));
    default:
      return JSON.stringify(values);
  }
}

const near = (got: number | null | undefined, fraction: number, what: string): void => {
  assert.ok(
    Math.abs((got ?? NaN) - 100 * fraction) < 1e-9,
    `${what}: ${got}, not ${100 * fraction}`,
  );
};

/** Some 40 ms each, most of it for the files. */
const CASES = process.env.AMTL_SLOW_TESTS === undefined ? 60 : 1000;

describe("evaluate, against the specification", function () {
  this.timeout(300_000);
  let folder = "";
  before(async () => (folder = await mkdtemp(join(tmpdir(), "amtl-oracle-"))));
  after(() => rm(folder, { recursive: true }));

  it(`gives the numbers of a word-by-word reading for ${CASES} adversarial files in any form`, async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async ({ gold, train, distant, predictions, packing }) => {
        const documents = packing === "columns" ? inColumns : (all: readonly object[]) => all;
        for (const [file, values] of [
          ["gold", documents(gold)],
          ["train", documents(train)],
          ["distant", distant],
          ["predictions", predictions],
        ] as const) {
          await writeFile(join(folder, file), pack(values, packing));
        }
        const at = (file: string): string => join(folder, file);
        const found = await evaluate({
          ...{ predictions: at("predictions"), gold: at("gold"), train: at("train") },
          ...{ distant: at("distant"), sentences: true },
        });
        const { metrics, perRelation, sentences, evidence: shown } = found;
        const want = oracle(predictions, gold, train);
        near(metrics.precision, want.p, "P");
        near(metrics.recall, want.r, "R");
        near(metrics.f1, want.f1, "F1");
        near(metrics.ignF1, want.ignF1, "Ign-F1");
        near(found.distant?.ignF1, oracle(predictions, gold, distant).ignF1, "distant Ign-F1");
        for (const [r, counts] of Object.entries(perRelation)) {
          const only = oracle(predictions, gold, train, (_title, _h, _t, each) => each === r);
          near((100 * counts.correct) / Math.max(1, counts.submitted), only.p, `P of ${r}`);
          near((100 * counts.correct) / Math.max(1, counts.gold), only.r, `R of ${r}`);
        }
        const share = (wanted: boolean) => (of: string, h: number, t: number) => {
          const entities = gold.find((each) => each.title === of)?.vertexSet ?? [];
          if (!(h in entities && t in entities)) return false;
          return (
            wanted === entities[h].some((a) => entities[t].some((b) => a.sent_id === b.sent_id))
          );
        };
        near(
          sentences?.within.metrics.ignF1,
          oracle(predictions, gold, train, share(true)).ignF1,
          "within",
        );
        near(
          sentences?.across.metrics.f1,
          oracle(predictions, gold, train, share(false)).f1,
          "across",
        );
        const isSaid =
          predictions.some((each) => each.evidence !== undefined) &&
          gold.some(({ labels }) => labels.some((each) => each.evidence.length > 0));
        if (isSaid) near(shown?.f1, evidenceOracle(predictions, gold), "evidence F1");
        else assert.equal(shown, null);
      }),
      { numRuns: CASES },
    );
  });
});
