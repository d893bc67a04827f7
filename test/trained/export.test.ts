import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeFolder } from "../../src/exported/write.js";
import type { Document } from "../../src/contract/corpus/document.js";
import type { TrainSpec } from "../../src/contract/train-spec.js";
import { makeBatch } from "../../src/corpus/features/batch.js";
import { loadDataset } from "../../src/corpus/datasets/datasets.js";
import { BACKBONES } from "../../src/methods/backbones/registry.js";
import { DATASETS } from "../../src/methods/datasets/registry.js";
import { modelFiles } from "../../src/trained/export.js";
import { onNative } from "../support/models/engines.js";
import { smokeModel, smokeSpec } from "../support/models/smoke-training.js";
import { inFolder } from "../support/runs/runs.js";
import { findPython } from "../support/machines/python.js";

/** A document as DocRED writes it. */
const asJson = ({ title, sentences, entities }: Document): object => ({
  title,
  sents: sentences,
  vertexSet: entities.map((mentions) =>
    mentions.map(({ name, sentence, start, end, type }) => ({
      ...{ name, type, sent_id: sentence, pos: [start, end] },
    })),
  ),
});

/** A document of several, one after the other: longer than a window, and than a model reads. */
const joined = (documents: readonly Document[]): Document => {
  let sentences = 0;
  const parts = documents.map((document) => {
    const before = sentences;
    sentences += document.sentences.length;
    return document.entities.map((mentions) =>
      mentions.map((mention) => ({ ...mention, sentence: mention.sentence + before })),
    );
  });
  return {
    title: "joined",
    sentences: documents.flatMap((document) => document.sentences),
    entities: parts
      .filter((_, part) => part % Math.ceil(parts.length / 9) === 0)
      .map((entities) => entities[0])
      .concat([parts.map((entities) => entities[1][0])], [parts[parts.length - 1][0]]),
    facts: null,
  };
};

/** Short ones, one of two windows, and one that is cut, with entities beyond the cut. */
async function someDocuments(): Promise<readonly Document[]> {
  const { documents } = await loadDataset("smoke", "redocred/dev");
  const plain = documents.slice(0, 3).map((document) => ({ ...document, facts: null }));
  return [...plain, joined(documents.slice(0, 9)), joined(documents.slice(0, 30))];
}

/** A model as it stands before training, exported. */
interface Case {
  readonly name: string;
  readonly label: string;
  /** What the model gives: for each document the logits of each pair. */
  readonly expected: readonly ReadonlyMap<string, Float32Array>[];
}

async function exportCase(folder: string, spec: TrainSpec, label: string): Promise<Case> {
  const { model, inputs } = await smokeModel(spec);
  const job = { train: spec, dependencies: {}, evals: [] };
  const trained = { trainId: "0".repeat(64), spec, job, model, inputs, datasets: DATASETS };
  const { files } = await modelFiles(trained, spec.decoder);
  const name = `${spec.backbone}-${spec.encoder}`;
  await writeFolder(join(folder, name), files);
  const columns = inputs.layout.columns.length;
  const expected = inputs.read("given", await someDocuments()).features.map((document) => {
    const scores = model.scores(makeBatch([document], inputs.layout));
    const rows = Array.from({ length: document.pairs.length / 2 }, (_, row) => row);
    return new Map(
      rows.map((row) => [
        document.pairs.subarray(2 * row, 2 * row + 2).join(),
        scores.slice(row * columns, (row + 1) * columns),
      ]),
    );
  });
  model.dispose();
  return { name, label, expected };
}

/** Loads each folder as a user would, in one process: libraries take long to load. */
const HARNESS = `
import importlib.util, json, sys
from pathlib import Path
documents = json.loads(Path("documents.json").read_text())
for name in sys.argv[1:]:
    spec = importlib.util.spec_from_file_location(name, f"{name}/load.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    model = module.Model()
    print(json.dumps([[each.tolist() for each in model(document)] for document in documents]))
`;

type Given = readonly (readonly [pairs: [number, number][], logits: number[][]])[];

/** The largest difference between two models' logits. */
function difference(given: Given, expected: Case["expected"]): number {
  assert.equal(given.length, expected.length);
  let most = 0;
  given.forEach(([pairs, logits], document) => {
    const rows = new Map(pairs.map((pair, row) => [pair.join(), logits[row]]));
    for (const [pair, scores] of expected[document]) {
      // A self pair is a row of KD-DocRE's table, and none of these programs gives it.
      const [head, tail] = pair.split(",");
      if (head === tail) continue;
      const row = rows.get(pair);
      assert.equal(row?.length, scores.length, `document ${document}, pair ${pair}`);
      row.forEach((logit, column) => {
        const off = Math.abs(logit - scores[column]);
        most = Number.isNaN(off) ? Infinity : Math.max(most, off);
      });
    }
  });
  return most;
}

const loadable = [...BACKBONES].filter(([, { python }]) => python !== undefined);

describe("the program beside an exported model", function () {
  onNative();
  this.timeout(600_000);

  it("is as short as can be read: 60 lines for ATLOP, and 50 more at most", async () => {
    const counts = await Promise.all(
      loadable.map(async ([id, { python }]) => {
        const { program } = await python!();
        const lines = program.split("\n").filter((line) => line.trim() !== "");
        return [id, lines.length] as const;
      }),
    );
    assert.deepEqual(
      counts.filter(([id, lines]) => lines > (["atlop", "dreeam"].includes(id) ? 60 : 110)),
      [],
    );
  });

  for (const [, backbone] of loadable) {
    it(`of ${backbone.label} has lines that a screen shows`, async () => {
      const { program } = await backbone.python!();
      const lines = program.split("\n");
      assert.deepEqual(
        lines.filter((line) => line.length > 110),
        [],
      );
    });
  }

  it("gives the same logits in PyTorch", async function () {
    const python = findPython(["torch", "transformers"]);
    if (python === null) {
      this.test!.title += " (skipped: AMTL_PYTHON names no Python with PyTorch and transformers)";
      return this.skip();
    }
    await inFolder(async (folder) => {
      const cases: Case[] = [];
      for (const [id, { label }] of loadable) {
        for (const encoder of ["tiny-bert", "tiny-roberta"]) {
          const spec = { ...smokeSpec("amtl", id), encoder };
          cases.push(await exportCase(folder, spec, `${label} on ${encoder}`));
        }
      }
      const documents = (await someDocuments()).map(asJson);
      await writeFile(join(folder, "documents.json"), JSON.stringify(documents));
      const words = ["-c", HARNESS, ...cases.map(({ name }) => name)];
      const options = { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 30 } as const;
      const { stdout, stderr, status } = spawnSync(python, words, options);
      assert.equal(status, 0, stderr);
      stdout
        .trim()
        .split("\n")
        .forEach((line, index) => {
          const most = difference(JSON.parse(line) as Given, cases[index].expected);
          assert.ok(most < 2e-5, `${cases[index].label}: ${most}`);
        });
    });
  });
});
