import { z } from "zod";
import type { GoldenFile } from "../../../contract/backbone-golden.js";
import type { GoldenValue } from "../../../contract/plugin.js";
import { bodyKey, minedBodies, padded } from "./bodies.js";
import { documentScores, type DocumentScores } from "./instances.js";
import { posterior } from "./posterior.js";
import type { Rules, ScorerWeights } from "./rules.js";
import { labelled, logitOf, scorerLoss } from "./scorer.js";
import { triplesOf, type Triple, type TypedDocument } from "./triples.js";
import { transitions, type Margins } from "./truths.js";

const whole = z.int().nonnegative();
const numbers = z.array(z.number());
const triplesShape = z.array(z.tuple([whole, whole, whole]));
const documentsShape = z.array(z.object({ types: z.array(z.string()), labels: triplesShape }));
const minedShape = z.array(
  z.object({
    triple: z.tuple([whole, whole, whole]),
    rules: z.array(z.tuple([z.array(whole), z.number()])),
  }),
);
const tensors = z.array(z.object({ shape: z.array(whole), data: numbers }));

/** What the file is about: its documents, the triples of their labels, and rules of these. */
interface Case {
  readonly relations: number;
  readonly documents: readonly TypedDocument[];
  readonly triples: readonly Triple[];
  readonly rules: Rules;
  readonly scorer: ScorerWeights;
  readonly width: number;
  /** Those that are scored. */
  readonly used: readonly UsedDocument[];
}

interface UsedDocument {
  readonly document: TypedDocument;
  readonly margins: Margins;
  readonly scores: DocumentScores;
}

/** Triples, bodies, path scores, logits, loss and posterior of the official code. The file counts relations from 0. */
export function golden(file: GoldenFile): readonly GoldenValue[] {
  const found = caseOf(file);
  return [
    ...tripleValues(file, found),
    ...bodyValues(file, found),
    ...scoreValues(file, found),
    ...lossValues(file, found),
    ...posteriorValues(file, found),
  ];
}

function caseOf(file: GoldenFile): Case {
  const relations = z.int().positive().parse(file.json("config", "R"));
  const documents = documentsShape
    .parse(file.json("inputs", "train_docs"))
    .map(({ types, labels }): TypedDocument => ({
      types,
      facts: labels.map(([h, relation, t]) => ({ h, t, relation: relation + 1 })),
    }));
  const triples = triplesOf(documents);
  const rules = rulesOf(file);
  const width = Math.max(...rules.map((own) => own.length));
  const bodies = rules.map((own) => own.map(({ body }) => body));
  const logits = tensors.parse(file.json("inputs", "logits"));
  const used = z
    .array(whole)
    .parse(file.json("inputs", "documents_used"))
    .map((index, i) => {
      const document = documents[index];
      const { data } = logits[i];
      const margins = {
        entities: document.types.length,
        of: Array.from({ length: relations }, (_, r) =>
          Float64Array.from(
            { length: data.length / relations },
            (__, c) => data[c * relations + r],
          ),
        ),
      };
      return {
        document,
        margins,
        scores: documentScores(margins, document.types, triples, bodies),
      };
    });
  return { relations, documents, triples, rules, scorer: scorerOf(file, width), width, used };
}

function rulesOf(file: GoldenFile): Rules {
  const chains = triplesShape.parse(file.json("inputs", "chains"));
  const priors = numbers.parse(file.json("inputs", "chain_log_prior"));
  const counts = numbers.parse(file.json("inputs", "chain_counts"));
  let at = 0;
  return numbers.parse(file.json("inputs", "chains_per_triple")).map((own) =>
    Array.from({ length: own }, () => {
      const [prior, count] = [priors[at], counts[at]];
      return { body: chains[at++].map((atom) => atom + 1), prior, count };
    }),
  );
}

function scorerOf(file: GoldenFile, width: number): ScorerWeights {
  const own = tensors.parse(file.json("params", "weights"));
  const weights = new Float32Array(own.length * width);
  own.forEach(({ data }, k) => {
    weights.set(data, k * width);
  });
  const biases = tensors.parse(file.json("params", "biases")).flatMap(({ data }) => data);
  return { weights, biases: Float32Array.from(biases) };
}

function tripleValues(file: GoldenFile, { triples, relations, used }: Case): GoldenValue[] {
  const types = z.record(z.string(), whole).parse(file.json("config", "ner2id"));
  const of = (relation: number): Triple[] =>
    triples.filter((triple) => triple.relation === relation);
  const masks = used.flatMap(({ document }) =>
    document.types.flatMap((head) =>
      document.types.flatMap((tail) =>
        Array.from({ length: relations }, (_, r) =>
          of(r + 1).findIndex((triple) => triple.head === head && triple.tail === tail),
        ),
      ),
    ),
  );
  return [
    {
      name: "triples",
      got: triples.flatMap(({ relation, head, tail }) => [relation - 1, types[head], types[tail]]),
      want: triplesShape.parse(file.json("inputs", "triples")).flat(),
      exact: true,
    },
    {
      name: "triples_per_relation",
      got: Array.from({ length: relations }, (_, r) => of(r + 1).length),
      want: numbers.parse(file.json("inputs", "triples_per_relation")),
      exact: true,
    },
    {
      name: "type_masks",
      got: masks,
      want: tensors.parse(file.json("outputs", "type_masks")).flatMap(({ data }) => data),
      exact: true,
    },
  ];
}

function bodyValues(file: GoldenFile, { documents, triples, relations }: Case): GoldenValue[] {
  const mined = minedBodies(documents, triples, relations);
  const wanted = minedShape.parse(file.json("outputs", "mined_rule_bodies"));
  const key = (body: readonly number[]): string =>
    bodyKey(
      padded(
        body.map((atom) => atom + 1),
        relations,
      ),
    );
  return [
    {
      name: "bodies of each triple",
      got: mined.map(({ size }) => size),
      want: wanted.map(({ rules }) => rules.length),
      exact: true,
    },
    {
      name: "mined_rule_bodies",
      got: wanted.flatMap(({ rules }, k) => rules.map(([body]) => mined[k].get(key(body)) ?? NaN)),
      want: wanted.flatMap(({ rules }) => rules.map(([, share]) => share)),
    },
  ];
}

/** The indices of a document's cells in a tensor of padded squares. */
const cellsOf = (document: number, entities: number, side: number): readonly number[] =>
  Array.from({ length: entities ** 2 }, (_, cell) => {
    const [x, y] = [Math.floor(cell / entities), cell % entities];
    return (document * side + x) * side + y;
  });

/** What the file has of the cells of its documents, which are padded to the largest. */
function wantedAt(file: GoldenFile, name: string, used: Case["used"]): readonly number[] {
  const { shape, data } = file.tensor("outputs", name);
  const width = shape.at(-1)!;
  return used.flatMap(({ margins: { entities } }, d) =>
    cellsOf(d, entities, shape[1]).flatMap((cell) => data.slice(cell * width, (cell + 1) * width)),
  );
}

function scoreValues(file: GoldenFile, found: Case): GoldenValue[] {
  const { relations, triples, rules, scorer, used } = found;
  const atoms = used.flatMap(({ margins }) => {
    const { entities } = margins;
    const direct = transitions(margins);
    return Array.from({ length: entities ** 2 }, (_, cell) => [
      ...direct.map((square) => square[cell]),
      Math.floor(cell / entities) === cell % entities ? 0 : -1000,
    ]).flat();
  });
  const offsets: number[] = [];
  rules.forEach((_, k) =>
    offsets.push((offsets.at(-1) ?? 0) + (k === 0 ? 0 : rules[k - 1].length)),
  );
  const chains = rules.flat().length;
  const paths: { readonly got: number[]; readonly want: number[] } = { got: [], want: [] };
  const wantedPaths = wantedAt(file, "path_scores", used);
  const logits: number[] = [];
  let before = 0;
  for (const { document, scores } of used) {
    const { types } = document;
    const held = new Map(
      scores.instances.map((each) => [`${each.triple} ${each.x} ${each.y}`, each]),
    );
    for (const [x, head] of types.entries()) {
      for (const [y, tail] of types.entries()) {
        const cell = before + x * types.length + y;
        for (let relation = 1; relation <= relations; relation++) {
          const k = triples.findIndex(
            (each) => each.relation === relation && each.head === head && each.tail === tail,
          );
          const instance = held.get(`${k} ${x} ${y}`);
          const none = { triple: k, bodies: [], scores: [] };
          logits.push(k === -1 ? -1000 : logitOf(instance ?? none, scorer));
          // Only scores that a triple of these types reads are computed.
          for (const j of (rules.at(k) && k >= 0 ? rules[k] : []).keys()) {
            paths.got.push(scoreOf(instance, j));
            paths.want.push(wantedPaths[cell * chains + offsets[k] + j]);
          }
        }
      }
    }
    before += types.length ** 2;
  }
  return [
    { name: "transitions", got: atoms, want: wantedAt(file, "transitions", used) },
    { name: "path_scores", ...paths },
    { name: "logits", got: logits, want: wantedAt(file, "logits", used) },
  ];
}

const scoreOf = (
  instance: DocumentScores["instances"][number] | undefined,
  body: number,
): number => {
  const at = instance?.bodies.indexOf(body) ?? -1;
  return at === -1 ? 0 : instance!.scores[at];
};

/** Whether a pair of a used document is labelled with a triple's relation. */
const isLabelled =
  ({ facts }: TypedDocument, triples: readonly Triple[]) =>
  (triple: number, x: number, y: number): boolean =>
    facts.some(({ h, t, relation }) => h === x && t === y && relation === triples[triple].relation);

function lossValues(
  file: GoldenFile,
  { triples, rules, scorer, width, used }: Case,
): GoldenValue[] {
  const documents = used.map(({ document, scores }) => {
    const has = isLabelled(document, triples);
    const labelsOf = (triple: number): number =>
      document.facts.filter(
        ({ h, t, relation }) =>
          relation === triples[triple].relation &&
          document.types[h] === triples[triple].head &&
          document.types[t] === triples[triple].tail,
      ).length;
    return labelled(scores, has, labelsOf);
  });
  const gradient = {
    weights: new Float64Array(triples.length * width),
    biases: new Float64Array(triples.length),
  };
  const loss = scorerLoss(documents, scorer, gradient);
  return [
    { name: "loss", got: [loss], want: file.tensor("outputs", "loss").data },
    {
      name: "gradient of loss by weights",
      got: rules.flatMap((own, k) => own.map((_, j) => gradient.weights[k * width + j])),
      want: tensors.parse(file.json("grads", "weights")).flatMap(({ data }) => data),
    },
    {
      name: "gradient of loss by biases",
      got: gradient.biases,
      want: tensors.parse(file.json("grads", "biases")).flatMap(({ data }) => data),
    },
  ];
}

function posteriorValues(
  file: GoldenFile,
  { triples, rules, scorer, width, used }: Case,
): GoldenValue[] {
  const wanted = tensors.parse(file.json("outputs", "posterior"));
  return triples.map(({ head, tail }, k): GoldenValue => {
    const weights = scorer.weights.subarray(k * width, (k + 1) * width);
    const got = used.flatMap(({ document, scores }) => {
      const has = isLabelled(document, triples);
      return document.types.flatMap((type, x) =>
        document.types.flatMap((other, y) => {
          if (type !== head || other !== tail) return [];
          const instance = scores.instances.find(
            (each) => each.triple === k && each.x === x && each.y === y,
          );
          const held = rules[k].map((_, j) => scoreOf(instance, j));
          const sign = has(k, x, y) ? 1 : -1;
          return [...posterior(rules[k], held, weights, scorer.biases[k], sign)];
        }),
      );
    });
    return { name: `posterior of triple ${k}`, got, want: wanted[k].data };
  });
}
