import assert from "node:assert/strict";
import { onNative } from "../../support/models/engines.js";
import {
  along,
  at,
  change,
  pluginFile,
  put,
  reportOf,
  taken,
  type Path,
  type Value,
} from "./fields.js";

/** Golden files of other numbers and sizes, whose values follow from those of the given files. */
type Variant = readonly [about: string, plugin: string, make: (file: Value) => void];

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const each = (file: Value, paths: readonly Path[], by: (old: Value) => Value): void => {
  for (const path of paths) change(file, path, by);
};
const inBoth = (...paths: readonly Path[]): Path[] => [
  ...paths,
  ...paths.map(([, ...rest]) => ["grads", ...rest]),
];

/** JMRL's classes in another order: 0 stays "no relation". */
const CLASSES = [0, 3, 5, 1, 2, 4];
const CHANNELS = [...CLASSES, ...CLASSES.map((c) => c + 6), 12];
const BY_CLASS: readonly Path[] = [
  ["inputs", "logits"],
  ["inputs", "labels"],
  ["inputs", "R"],
  ["outputs", "rule_logits"],
  ["outputs", "rule_logits_unmasked_docgnre"],
  ["outputs", "final_logits"],
  ["outputs", "pred"],
  ["grads", "logits"],
  ["grads", "of_sum_final_logits_R", "logits"],
];
const WEIGHTS: readonly Path[] = [["params"], ["grads"], ["grads", "of_sum_final_logits_R"]];

function otherClasses(file: Value): void {
  each(file, BY_CLASS, (tensor) => along(tensor, 1, CLASSES));
  for (const path of WEIGHTS) {
    change(file, [...path, "diff_w"], (w) => along(along(w, 0, CLASSES), 3, CHANNELS));
    change(file, [...path, "diff_weights"], (w) => along(w, 0, CLASSES));
  }
}

/** A third atom that is identity, which changes nothing: bodies of three atoms. */
function thirdAtom(file: Value): void {
  put(file, ["config", "T"], 3);
  const classes = range(6);
  change(file, ["params", "diff_w"], (w) => {
    const wider = along(w, 1, [0, 1, 1]);
    const data = at(wider, ["data"]) as number[];
    for (const c of classes)
      for (const rule of range(5))
        for (const k of range(13)) data[((c * 3 + 2) * 5 + rule) * 13 + k] = k === 12 ? 1e4 : 0;
    return wider;
  });
  for (const path of WEIGHTS.slice(1)) put(file, [...path, "diff_w"], undefined);
}

/** The first document and the outputs that are its pairs' own. */
function oneDocument(file: Value): void {
  const rows = range(20);
  change(file, ["config", "entities"], (list) => taken(list, [0]));
  change(file, ["inputs", "hts"], (list) => taken(list, [0]));
  each(file, BY_CLASS.slice(0, 7), (tensor) => along(tensor, 0, rows));
  for (const name of ["loss_cls", "loss_rule", "loss"]) put(file, ["outputs", name], undefined);
  put(file, ["grads"], undefined);
}

/** MILR's relations in another order, by their number: what was r is RELATIONS[r]. */
const RELATIONS = [0, 3, 1, 4, 2];
const atom = (r: Value): number =>
  Number(r) <= 4 ? RELATIONS[Number(r)] : 4 + RELATIONS[Number(r) - 4];
/** Columns of the new order: the old relation of each. */
const OLD = [0, 2, 4, 1, 3];

function otherRelations(file: Value): void {
  change(file, ["inputs", "train_docs"], (documents) =>
    (documents as { n: number; labels: number[][] }[]).map(({ n, labels }) => ({
      n,
      labels: labels.map(([h, r, t]) => [h, atom(r), t]),
    })),
  );
  each(file, [...inBoth(["inputs", "logits"]), ["ilp", "logits"]], (tensor) =>
    along(tensor, 1, OLD),
  );
  change(file, ["ilp", "silver"], (tensor) =>
    along(
      tensor,
      1,
      OLD.slice(1).map((r) => r - 1),
    ),
  );
  change(file, ["outputs", "mined_rules"], (rules) =>
    (rules as { body: number[]; target: number }[]).map((rule) => ({
      ...rule,
      body: rule.body.map(atom),
      target: atom(rule.target),
    })),
  );
  for (const atoms of [1, 2])
    change(file, ["outputs", `rules_${atoms}_hop_after_pruning`], (rules) =>
      (rules as number[][]).map((rule) => rule.map(atom)),
    );
  const order = OLD.slice(1).map((r) => r - 1);
  change(file, ["outputs", "prior"], (list) => taken(list, order));
  for (const name of ["solution_active_pairs", "unconstrained_solution"])
    change(file, ["ilp", name], (rows) => (rows as Value[]).map((row) => taken(row, order)));
}

/** No rule is sure enough: nothing contradicts, and the program decides as without constraints. */
function noRules(file: Value): void {
  put(file, ["config", "minC"], 1.5);
  const { outputs, ilp } = file as { outputs: Record<string, Value>; ilp: Record<string, Value> };
  for (const atoms of [1, 2]) {
    outputs[`rules_${atoms}_hop_after_pruning`] = [];
    outputs[`confidence_${atoms}_hop`] = [];
  }
  for (const name of ["loss_1_hop", "loss_2_hop", "srr_loss"]) outputs[name] = 0;
  change(file, ["grads", "logits", "data"], (data) => (data as number[]).map(() => 0));
  ilp.n_constraints = 0;
  ilp.solution_active_pairs = ilp.unconstrained_solution;
  Reflect.deleteProperty(ilp, "objective");
}

/** LogiRE's types under other names, and one more that nothing has. */
function otherTypes(file: Value): void {
  const names = new Map([
    ["PER", "a person"],
    ["LOC", "constructor"],
    ["ORG", "__proto__ "],
  ]);
  put(file, ["config", "ner2id"], { "a person": 0, constructor: 1, "__proto__ ": 2, none: 3 });
  change(file, ["inputs", "train_docs"], (documents) =>
    (documents as { types: string[]; labels: number[][] }[]).map(({ types, labels }) => ({
      types: types.map((type) => names.get(type)!),
      labels,
    })),
  );
}

/** Bodies of up to so many atoms; those that are mined are others then. */
const deeper =
  (depth: number) =>
  (file: Value): void => {
    put(file, ["config", "max_depth"], depth);
    change(file, ["inputs", "chains"], (chains) =>
      (chains as number[][]).map((chain) => [...chain, ...range(depth - 3).map(() => 8)]),
    );
    put(file, ["outputs", "mined_rule_bodies"], undefined);
  };

/** The second of the scored documents alone, and what does not depend on the first. */
function secondDocument(file: Value): void {
  for (const path of [
    ["inputs", "documents_used"],
    ["inputs", "logits"],
    ["inputs", "labels"],
    ["outputs", "type_masks"],
  ])
    change(file, path, (list) => taken(list, [1]));
  for (const name of ["transitions", "path_scores", "logits"])
    change(file, ["outputs", name], (tensor) => along(tensor, 0, [1]));
  for (const name of ["loss", "posterior"]) put(file, ["outputs", name], undefined);
  put(file, ["grads"], undefined);
}

/** As many draws again, and biases that make up for it; what else depends on biases is left out. */
function moreDraws(file: Value): void {
  put(file, ["config", "Ns"], 25);
  change(file, ["params", "biases"], (tensors) =>
    (tensors as { shape: number[]; data: number[] }[]).map(({ shape, data }) => ({
      shape,
      data: data.map((bias) => bias / 2),
    })),
  );
  for (const name of ["loss", "logits"]) put(file, ["outputs", name], undefined);
  put(file, ["grads"], undefined);
}

/** Only what is named of the outputs. */
const only =
  (name: string) =>
  (file: Value): void => {
    change(file, ["outputs"], (outputs) => ({ [name]: at(outputs, [name]) }));
    put(file, ["grads"], undefined);
  };

const VARIANTS: readonly Variant[] = [
  ["classes in another order", "jmrl", otherClasses],
  ["bodies of three atoms", "jmrl", thirdAtom],
  ["one document", "jmrl", oneDocument],
  ["one output", "jmrl", only("rule_logits")],
  [
    "no weighted sum",
    "jmrl",
    (file) => {
      put(file, ["inputs", "R"], undefined);
    },
  ],
  [
    "no number of entities",
    "jmrl",
    (file) => {
      put(file, ["config", "entities"], undefined);
    },
  ],
  ["relations in another order", "milr", otherRelations],
  ["no rules", "milr", noRules],
  ["one output", "milr", only("mined_rules")],
  [
    "no program",
    "milr",
    (file) => {
      put(file, ["ilp"], undefined);
    },
  ],
  [
    "no temperature",
    "milr",
    (file) => {
      put(file, ["config", "temperature"], undefined);
    },
  ],
  ["types of other names", "logire", otherTypes],
  ["bodies of four atoms", "logire", deeper(4)],
  ["bodies of six atoms", "logire", deeper(6)],
  ["the second document", "logire", secondDocument],
  ["fewer draws", "logire", moreDraws],
  ["one output", "logire", only("transitions")],
];

describe("golden files of plugins with other numbers", () => {
  onNative();

  for (const [about, plugin, make] of VARIANTS) {
    it(`${plugin} with ${about} is within tolerance, and its numbers are compared`, async () => {
      const file = await pluginFile(plugin);
      make(file);
      const { verdict, why, cases } = await reportOf(file);
      assert.equal(verdict, "ok", why ?? "");
      assert.ok(cases > 0);
      // A number that is wrong is found.
      const numbers = numbersIn(at(file, ["outputs"]));
      const wrong = numbers[Math.floor(numbers.length / 2)];
      change(file, ["outputs", ...wrong], (value) => Number(value) + 1);
      assert.equal((await reportOf(file)).verdict, "deviates", wrong.join("."));
    });
  }
});

/** Paths of the numbers that are compared in any file. */
function numbersIn(outputs: Value): Path[] {
  const found: Path[] = [];
  const walk = (value: Value, path: Path): void => {
    if (typeof value === "number" && !path.includes("shape")) found.push(path);
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
  };
  walk(outputs, []);
  return found;
}
