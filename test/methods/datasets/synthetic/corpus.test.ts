import assert from "node:assert/strict";
import { canonicalJson, type Json, sha256 } from "../../../../src/base/canonical.js";
import { rankByFrequency } from "../../../../src/corpus/datasets/ranking.js";
import { markMentions } from "../../../../src/corpus/features/positions.js";
import { parseDocuments } from "../../../../src/corpus/read/reader.js";
import { generateCorpus } from "../../../../src/methods/datasets/synthetic/corpus.js";
import { syntheticRelations } from "../../../../src/methods/datasets/synthetic/parameters.js";
import {
  CORPORA,
  SYNTHETIC_VERSION,
} from "../../../../src/methods/datasets/synthetic/parameters.js";
import { syntheticTokenizer } from "../../../../src/methods/datasets/synthetic/tokenizer.js";
import { syntheticVocabulary } from "../../../../src/methods/datasets/synthetic/words.js";
import type { Document, Fact } from "../../../../src/contract/corpus/document.js";
import { nameTriplesOf } from "../../../../src/scoring/name-triples.js";
import { toGold } from "../../../../src/corpus/read/gold.js";
import { toRaw } from "../../../corpus/documents.js";

const complete = (split: "train" | "dev" | "test") => generateCorpus("news", split, "complete");
const factsOf = (documents: readonly Document[]): readonly Fact[] =>
  documents.flatMap(({ facts }) => facts ?? []);
const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
const near = (value: number, wanted: number, by: number): void => {
  assert.ok(Math.abs(value - wanted) <= by, `${value} is not within ${by} of ${wanted}`);
};
/** Without evidence, which came later: nothing had been trained with it. */
const digest = (documents: readonly Document[]): string => {
  const plain = documents.map(({ facts, ...document }) => ({
    ...document,
    facts: facts?.map((fact) => ({ ...fact, evidence: [] })) ?? null,
  }));
  return sha256(canonicalJson(plain as unknown as Json)).slice(0, 16);
};

/** Change SYNTHETIC_VERSION whenever these change: results of other documents are other results. */
const CONTENT = {
  version: SYNTHETIC_VERSION,
  train: digest(complete("train")),
  sparse: digest(generateCorpus("news", "train", "sparse")),
  wire: digest(generateCorpus("wire", "test", "complete")),
};

describe("synthetic corpus", () => {
  it("is the same documents for the same version", () => {
    assert.deepEqual(CONTENT, {
      version: 3,
      train: "9296b007d1107941",
      sparse: "c9f35b018b1cbfc4",
      wire: "5682aa51ae75fdad",
    });
  });

  it("lists as evidence the sentences that state a fact: each of its entities stands in one of them", () => {
    let listed = 0;
    for (const { facts, entities, sentences } of complete("test")) {
      for (const { h, t, evidence } of facts ?? []) {
        listed += evidence.length > 0 ? 1 : 0;
        assert.ok(evidence.length <= 2 && evidence.every((at) => at < sentences.length));
        if (evidence.length === 0) continue;
        for (const mentions of [entities[h], entities[t]]) {
          assert.ok(mentions.some(({ sentence }) => evidence.includes(sentence)));
        }
      }
    }
    assert.equal(listed, factsOf(complete("test")).length, "test facts are all stated");
    const wrong = factsOf(generateCorpus("news", "train", "gpt")).filter(
      ({ evidence }) => evidence.length === 0,
    );
    assert.ok(wrong.length > 0, "wrong labels have none");
  });

  it("is generated well within a second, since every worker does it", () => {
    const before = process.cpuUsage();
    generateCorpus("news", "train", "gpt");
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 1e6, `${(user + system) / 1e3} ms`);
  });

  it("has the sizes that were asked for", () => {
    for (const corpus of ["news", "wire"] as const) {
      for (const split of ["train", "dev", "test"] as const) {
        const { length } = generateCorpus(corpus, split, "complete");
        assert.equal(length, CORPORA[corpus].documents[split]);
      }
    }
  });

  it("is valid DocRED JSON, its titles unique over all splits", () => {
    const all = (["train", "dev", "test"] as const).flatMap((split) => complete(split));
    const parsed = parseDocuments(JSON.stringify(all.map(toRaw)), "synthetic");
    assert.deepEqual(parsed, all);
  });

  it("has training documents of about 84 tokens and 5 facts; those of DWIE are longer", () => {
    const tokenizer = syntheticTokenizer("bert");
    const length = (corpus: "news" | "wire"): number =>
      mean(
        generateCorpus(corpus, "train", "complete").map(
          (document) => markMentions(document, tokenizer).ids.length + 2,
        ),
      );
    near(length("news"), 84, 4);
    near(mean(complete("train").map(({ facts }) => facts!.length)), 5, 0.2);
    assert.ok(length("wire") > 1.25 * length("news"));
  });

  it("has at least 24 relations with a long tail, every one of them in training and test", () => {
    const relations = syntheticRelations("news");
    assert.equal(relations.length, 24);
    const train = factsOf(complete("train"));
    const share = new Map(
      relations.map((r) => [r, train.filter((fact) => fact.r === r).length / train.length]),
    );
    const ranking = rankByFrequency(complete("train"), relations);
    assert.notDeepEqual(ranking, relations);
    near(share.get(ranking[0])!, 0.265, 0.03);
    const tail = ranking.slice(-5).reduce((sum, r) => sum + share.get(r)!, 0);
    near(tail, 0.06, 0.02);
    assert.ok(ranking.every((r) => share.get(r)! > 0.005));
    const seen = new Set(factsOf(complete("test")).map(({ r }) => r));
    assert.equal(seen.size, 24);
  });

  it("names at least 30 % of the test facts as no training document does, and some as one does", () => {
    const known = nameTriplesOf(complete("train").map(toGold));
    const test = complete("test").map(toGold);
    const unseen = test.flatMap(({ names, facts }) =>
      facts.filter(({ h, t, r }) => !known.hasAny(names[h], names[t], r)),
    ).length;
    const share = unseen / test.flatMap(({ facts }) => facts).length;
    assert.ok(share >= 0.3 && share < 0.8, `${share}`);
  });

  it("mentions entities under several names and in several sentences", () => {
    const entities = complete("train").flatMap((document) => document.entities);
    const several = (by: (mention: { name: string; sentence: number }) => unknown): number =>
      mean(entities.map((mentions) => +(new Set(mentions.map(by)).size > 1)));
    assert.ok(several(({ name }) => name) > 0.25);
    assert.ok(several(({ sentence }) => sentence) > 0.5);
  });

  it("uses only words of its vocabulary", () => {
    const vocabulary = new Set(syntheticVocabulary());
    assert.equal(vocabulary.size, syntheticVocabulary().length);
    for (const corpus of ["news", "wire"] as const) {
      const words = generateCorpus(corpus, "train", "complete").flatMap((d) => d.sentences.flat());
      assert.deepEqual(
        words.filter((word) => !vocabulary.has(word)),
        [],
      );
    }
  });
});
