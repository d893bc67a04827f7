import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { goldenFolder } from "../../../src/check/find.js";
import { checkPaths } from "../../../src/check/index.js";
import { startEngine, type StartedEngine } from "../../../src/engine/start.js";
import { RELEASED } from "../../../src/methods/datasets/registry.js";
import { jsonSample, type Reader } from "../reader.js";
import { DOCUMENTS } from "./documents.js";

type Fields = Readonly<Record<string, unknown>>;

/** A golden file of the project's, with the first of its cases alone: what a reader sees is the same. */
function first(name: string, change: (fields: Fields) => Fields = () => ({})): Fields {
  const all = JSON.parse(readFileSync(join(goldenFolder(), name), "utf8")) as Fields;
  const cases = Array.isArray(all.cases) ? { cases: all.cases.slice(0, 1) as unknown[] } : {};
  return { ...all, about: "", ...cases, ...change(all) };
}

/** One epoch of it, with as many steps. */
function shortTrajectory({ config, steps }: Fields): Fields {
  const { epoch_orders: orders, ...rest } = config as { readonly epoch_orders: readonly unknown[] };
  return {
    config: { ...rest, epochs: 1, epoch_orders: orders.slice(0, 1) },
    steps: (steps as readonly unknown[]).slice(0, 2),
    first_step_grads: {},
    evaluations: [],
  };
}

const head = (kind: string): Fields => ({ golden: 1, kind, name: kind });

const numbers = { f1: 0, ign_f1: 0, ign_f1_distant_slot: 0, precision: 0, recall: 0 };
const band = { submitted_unique: 0, correct: 0, gold: 1, correct_in_train: 0, p: 0, r: 0, f1: 0 };
const bands = { "Head-10": band, "Mid-76": band, "Tail-20": band, "Tail-10": band };
const members = { "Head-10": ["P551"], "Mid-76": ["P26"], "Tail-20": [], "Tail-10": [] };

const evaluation = {
  ...head("evaluation"),
  truth_file: "made-up.json",
  truth_range: [0, 1],
  official: numbers,
  counts: { submitted_unique: 1, correct: 1, gold: 2, correct_in_train: 1 },
  precision_ign: 0,
  num_predictions_raw: 1,
  num_train_fact_triples: 2,
  edge_cases: {
    no_predictions: numbers,
    only_unknown_titles: numbers,
    perfect_predictions: numbers,
  },
  band_members: members,
  bands,
  bands_known_titles_only: { values: bands },
  hingeabl_defaults_known_titles_only: {
    about: "",
    f1_freq10: 0,
    f1_rest: 0,
    f1_intra: 0,
    f1_inter: 0,
  },
  tolerance: 1e-6,
  predictions: [{ title: "One", h_idx: 0, t_idx: 2, r: "P551" }],
};

const pairs = { hts: [[0, 1]], pos_num: 1, neg_num: 0, amtl_multi_hot_nonzero: [[0, 1]] };
const positions = [[[0, 2]]];
const real = {
  dev_index: 0,
  tokens: ["a"],
  length_with_special: 3,
  length_with_special_when_max_128: 3,
  entity_pos: positions,
  words_tokenizer: { num_tokens: 1, entity_pos: positions },
  pos_num: 1,
  neg_num: 0,
  hts: [[0, 1]],
  labels_padded_97: [[1]],
  rmasks: [[1]],
  labels_padded_100: [[1]],
};
const preprocess = {
  ...head("preprocess"),
  max_seq_length: 64,
  documents: [real],
  synthetic: [
    { document: DOCUMENTS[0], expect: pairs },
    { document_like: "the same with (0,2,P26)", expect: pairs },
  ],
  batch_of_the_five: {
    padded_length: 3,
    mask_sums: [3],
    labels_shape_97: [1, 97],
    labels_shape_100: [1, 100],
    positive_entries_97: [[0, 1]],
    positive_entries_100: [[0, 1]],
    num_na_rows: 0,
  },
};

const few = ({ files, bad }: Fields): Fields => ({
  files: (files as readonly unknown[]).slice(-1),
  bad: (bad as readonly unknown[]).slice(0, 2),
});

let engine: Promise<StartedEngine> | undefined;

/** Golden files of every kind that is checked, recomputed with WebAssembly. */
export const reader: Reader = {
  id: "golden",
  share: 1,
  samples: [
    jsonSample("loss.json", first("losses/ATL.json")),
    jsonSample("framework.json", first("losses/AMT_mixed.json")),
    jsonSample("decode.json", first("losses/Decode.json")),
    jsonSample("backbone.json", first("backbones/atlop.json")),
    jsonSample("encoder.json", first("encoder/bert.json")),
    jsonSample("encoder-files.json", first("encoder/files.json", few)),
    jsonSample("tokenizer.json", first("tokenizer/bert-cased-words.json")),
    jsonSample("unicode.json", first("tokenizer/unicode.json")),
    jsonSample("optimizer.json", first("optimizer/adamw.json")),
    jsonSample("trajectory.json", first("trajectory/atl.json", shortTrajectory)),
    jsonSample("long-input.json", first("long-input.json")),
    jsonSample("evaluation.json", evaluation),
    jsonSample("preprocess.json", preprocess),
  ],
  read: async (bytes, name, folder) => {
    engine ??= startEngine("wasm", { threads: 1 });
    const { tf, id } = await engine;
    const place = join(folder, "golden");
    await mkdir(place, { recursive: true });
    const [{ id: corpus, devFile }] = RELEASED;
    await mkdir(join(folder, corpus), { recursive: true });
    for (const file of [devFile, join(corpus, evaluation.truth_file)]) {
      await writeFile(join(folder, file), JSON.stringify(DOCUMENTS));
    }
    const path = join(place, name);
    await writeFile(path, bytes);
    const before = tf.memory().numTensors;
    for await (const { verdict, why } of checkPaths([path], { engine: id, tf })) {
      if (verdict === "failed") throw new Error(why ?? "the check broke off");
    }
    // What a check that was refused leaves behind is nothing that a reader has to count.
    if (tf.memory().numTensors > before) tf.disposeVariables();
    return null;
  },
};
