import { failed } from "../../../base/errors.js";
import type { FindRules } from "../../../contract/plugin.js";
import { classesOf } from "../shared/collapse.js";
import { counterOf } from "../shared/counting.js";
import { labelsOf, relationsByNumber } from "../shared/facts.js";
import { pathOf } from "../shared/paths.js";

/** A rule of a head class by what its atoms are mostly made of. */
interface Strongest {
  readonly head: number;
  /** From x to y. */
  readonly body: readonly number[];
  /** What it counts times the shares of its atoms. */
  readonly strength: number;
}

/**
 * The rules of a run's weights: of each atom the channel with the largest share; identity is left out of the path. Of a
 * head's rules that read alike one is given with the sum of their strengths, as their scores are summed. Confidence and
 * support are those of that path in the training labels.
 */
export const foundRules: FindRules = async ({ layout, params, documents, weights }, most) => {
  const relations = relationsByNumber(layout);
  const sizes = {
    classes: classesOf(layout),
    atoms: Number(params.atoms),
    rules: Number(params.rules),
  };
  const found = await weights();
  const rules = strongest(sizes, params.maskNone === true, {
    atoms: arrayOf(found, "diff_w"),
    counts: arrayOf(found, "diff_weights"),
  });
  const count = counterOf(labelsOf(documents, layout), relations.length);
  return joined(rules)
    .toSorted((a, b) => Math.abs(b.strength) - Math.abs(a.strength))
    .slice(0, most)
    .map(({ head, body, strength }) => {
      const labelled = body.every((atom) => atom > 0) ? count(body, head) : null;
      return {
        body: pathOf(body, relations),
        head: pathOf([head], relations)[0],
        strength,
        confidence:
          labelled === null || labelled.instances === 0 ? null : labelled.both / labelled.instances,
        support: labelled?.instances ?? null,
      };
    });
};

function arrayOf(weights: ReadonlyMap<string, Float32Array>, name: string): Float32Array {
  const array = weights.get(name);
  if (array !== undefined) return array;
  throw failed("The run's weights hold no rules", { expected: name, got: "none of that name" });
}

function strongest(
  { classes, atoms, rules }: Record<"classes" | "atoms" | "rules", number>,
  maskNone: boolean,
  weights: { readonly atoms: Float32Array; readonly counts: Float32Array },
): readonly Strongest[] {
  const channels = 2 * classes + 1;
  const found: Strongest[] = [];
  for (let head = 1; head < classes; head++) {
    for (let rule = 0; rule < rules; rule++) {
      let strength = Math.tanh(weights.counts[head * rules + rule]);
      const body: number[] = [];
      // The last atom of the computation is the first of the path.
      for (let step = atoms - 1; step >= 0; step--) {
        const from = ((head * atoms + step) * rules + rule) * channels;
        const own = weights.atoms.subarray(from, from + channels);
        const { channel, share } = largest(own, maskNone ? [0, classes] : []);
        strength *= share;
        if (channel !== 2 * classes) body.push(atomOf(channel, classes));
      }
      if (body.length > 0) found.push({ head, body, strength });
    }
  }
  return found;
}

/** Rules of one head and body as one. */
function joined(rules: readonly Strongest[]): readonly Strongest[] {
  const found = new Map<string, Strongest>();
  for (const rule of rules) {
    const key = [rule.head, ...rule.body].join();
    const strength = (found.get(key)?.strength ?? 0) + rule.strength;
    found.set(key, { ...rule, strength });
  }
  return [...found.values()];
}

/** The channel with the largest softmax, and that. */
function largest(
  logits: Float32Array,
  masked: readonly number[],
): { readonly channel: number; readonly share: number } {
  const open = [...logits.keys()].filter((channel) => !masked.includes(channel));
  const channel = open.reduce((best, each) => (logits[each] > logits[best] ? each : best), open[0]);
  const sum = open.reduce((total, each) => total + Math.exp(logits[each] - logits[channel]), 0);
  return { channel, share: 1 / sum };
}

/** Class 0 is no relation; inverses follow the classes, and in a path's numbers the relations. */
function atomOf(channel: number, classes: number): number {
  if (channel < classes) return channel;
  return channel === classes ? -1 : channel - 1;
}
