import assert from "node:assert/strict";
import fc from "fast-check";
import { buildFeatures } from "../../src/corpus/features/features.js";
import { buildWith, LAYOUT, letters, pairsOf, someDocument } from "./documents.js";

describe("buildFeatures, properties", () => {
  it("makes N(N-1) different pairs, labelled ones first, in the order of their first labels", () => {
    fc.assert(
      fc.property(someDocument, (document) => {
        const features = buildWith(document);
        const pairs = pairsOf(features);
        const n = document.entities.length;
        assert.equal(pairs.length, n === 0 ? 0 : n * (n - 1));
        assert.equal(new Set(pairs).size, pairs.length);
        const labelled = [...new Set((document.facts ?? []).map(({ h, t }) => `${h} ${t}`))];
        assert.deepEqual(pairs.slice(0, labelled.length), labelled);
        assert.equal(features.positives.length, labelled.length);
        const rest = pairs.slice(labelled.length).map((pair) => pair.split(" ").map(Number));
        const nested = [...rest].sort(([h, t], [k, u]) => h - k || t - u);
        assert.deepEqual(rest, nested);
      }),
    );
  });

  it("labels each pair with the distinct columns of its facts, in label order", () => {
    fc.assert(
      fc.property(someDocument, (document) => {
        const features = buildWith(document);
        pairsOf(features).forEach((pair, index) => {
          const columns = (document.facts ?? [])
            .filter(({ h, t }) => `${h} ${t}` === pair)
            .map(({ r }) => LAYOUT.columnOf.get(r));
          assert.deepEqual(features.positives.at(index) ?? [], [...new Set(columns)]);
        });
      }),
    );
  });

  it("puts the marker where mentions start, and keeps positions in reading order", () => {
    fc.assert(
      fc.property(someDocument, (document) => {
        const { inputIds, entityPositions } = buildWith(document);
        const all = document.entities.flatMap((mentions, e) =>
          mentions.map((one, m) => ({ ...one, at: entityPositions[e][m] })),
        );
        for (const { at } of all) {
          assert.equal(inputIds[at[0] + 1], letters.markerId);
          assert.equal(inputIds[at[1]], letters.markerId);
          assert.ok(at[0] + 1 < at[1]);
        }
        const order = all.sort((a, b) => a.sentence - b.sentence || a.start - b.start);
        order.slice(1).forEach(({ at, start, sentence }, i) => {
          const before = order[i];
          assert.ok(before.at[0] <= at[0]);
          const sameWord = before.sentence === sentence && before.start === start;
          assert.equal(before.at[0] === at[0], sameWord);
        });
      }),
    );
  });

  it("takes out no piece and adds only markers", () => {
    fc.assert(
      fc.property(someDocument, (document) => {
        const { inputIds } = buildWith({ ...document, entities: [], facts: null });
        const marked = buildWith(document).inputIds;
        const words = document.sentences.flat().flatMap((word) => letters.encodeWord(word));
        assert.deepEqual([...inputIds], [letters.startId, ...words, letters.endId]);
        const unmarked = marked.filter((id) => id !== letters.markerId);
        assert.deepEqual([...unmarked], [...inputIds]);
      }),
    );
  });

  it("cuts the ids and nothing else", () => {
    fc.assert(
      fc.property(someDocument, fc.integer({ min: 2, max: 12 }), (document, maxLength) => {
        const whole = buildWith(document);
        const cut = buildWith(document, maxLength);
        const kept = whole.inputIds.subarray(0, -1).subarray(0, maxLength - 1);
        assert.deepEqual([...cut.inputIds], [...kept, letters.endId]);
        assert.deepEqual({ ...cut, inputIds: null }, { ...whole, inputIds: null });
      }),
    );
  });

  it("gives KD-DocRE's order all N² pairs, with the same labels", () => {
    fc.assert(
      fc.property(someDocument, (document) => {
        const n = document.entities.length;
        const all = buildFeatures(document, {
          tokenizer: letters,
          layout: LAYOUT,
          maxLength: 1024,
          pairs: "all",
        });
        const nested = Array.from({ length: n * n }, (_, i) => `${Math.floor(i / n)} ${i % n}`);
        assert.deepEqual(pairsOf(all), nested);
        const official = buildWith(document);
        const labels = new Map(
          pairsOf(official).map((pair, i) => [pair, official.positives.at(i) ?? []]),
        );
        pairsOf(all).forEach((pair, i) => {
          assert.deepEqual(all.positives[i], labels.get(pair) ?? []);
        });
      }),
    );
  });
});
