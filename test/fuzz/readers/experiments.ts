import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Random } from "../../../src/base/random.js";
import { select } from "../../../src/app/select/select.js";
import { cells, line, loss, table } from "../../../src/experiment/dsl/index.js";
import { changedTree } from "../change/tree.js";
import { jsonText, oddValue, pick, raw } from "../change/values.js";
import type { Reader, Sample } from "../reader.js";
import { DOCUMENTS } from "./documents.js";

const columns = cells({ trainedOn: "redocred", scoredOn: "redocred/test", metrics: ["f1"] });
const base = { backbone: "atlop", encoder: "bert-base-cased" };
const head = { title: "Mine", base, rows: [loss("atl")], columns, seeds: [5] };

const axes = table("axes", {
  ...head,
  rows: [
    line("many", {
      loss: "amtl",
      n: 3,
      lambda: 2,
      ordering: "frequency",
      thresholds: "shared",
      decode: "averaged",
      factor: 1.5,
      plugin: null,
      params: {},
    }),
    line("listed", { loss: "atl", framework: "amt", segments: [["P17"], "rest"] }),
    line("program", { worker: { command: "./train.sh --seed 1", version: "1", silence: 60 } }),
  ],
});

const files = { train: "./data.json", dev: "./data.json", test: "./data.json" };
const own = {
  ...table("own", { ...head, rows: [{ label: "mine", axes: { loss: "mine" } }] }),
  losses: [
    {
      id: "mine",
      label: "Mine",
      params: { gamma: { kind: "number", default: 1 } },
      decoder: { rule: "th", k: 4 },
      compute: raw("(tf, { logits }) => logits.sum()"),
    },
  ],
  backbones: [
    { kind: "backbone", id: "small", newLayers: ["extractor"], kernel: raw("() => undefined") },
  ],
  datasets: [{ kind: "dataset", id: "mine", ...files, relations: ["P551", "P26"], n: 1 }],
  encoders: [{ kind: "encoder", id: "scibert", from: "some/one@main" }],
};

/** What only a program can write. */
const EXPRESSIONS = [
  ...[
    "1n",
    'Symbol("s")',
    "undefined",
    "NaN",
    "-Infinity",
    "() => 1",
    "new Map()",
    "new Date(NaN)",
  ],
  ...["Object.create(null)", "(() => { const a = {}; a.a = a; return a; })()", "class A {}"],
  '{ toString() { throw new Error("no text"); } }',
  '{ get label() { throw new Error("no label"); } }',
  "new Proxy({}, {})",
  "null",
].map(raw);

/** The text of a module; a key `__proto__` is a field as in JSON, and does not set the prototype. */
const moduleOf = (value: unknown): Buffer =>
  Buffer.from(`export default ${jsonText(value).replaceAll('"__proto__":', '["__proto__"]:')};\n`);

const oddHere = (random: Random): unknown =>
  random.below(2) === 0 ? pick(random, EXPRESSIONS) : oddValue(random);

const sampleOf = (name: string, value: unknown): Sample => ({
  name,
  sound: moduleOf(value),
  changed: (random) => moduleOf(changedTree(value, random, oddHere)),
});

/** Experiment files, loaded and planned. */
export const reader: Reader = {
  id: "experiments",
  share: 2,
  samples: [
    sampleOf("plain.mjs", table("plain", head)),
    sampleOf("axes.mjs", axes),
    sampleOf("own.mjs", own),
  ],
  read: async (bytes, name, folder) => {
    await writeFile(join(folder, "data.json"), JSON.stringify(DOCUMENTS));
    await writeFile(join(folder, "train.sh"), "#!/bin/sh\n");
    const path = join(folder, name);
    await writeFile(path, bytes);
    return await select({ experiments: [path], profile: "smoke" });
  },
};
