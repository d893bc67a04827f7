import type { Random } from "../../../base/random.js";
import type { Weight } from "../../../contract/compute/parameters.js";
import { linearInitial } from "../shared/initial.js";
import { LEARNER_FIRST, LEARNER_NORM, LEARNER_SECOND, MEMORY, processorLayer } from "./names.js";
import { READS } from "./read.js";

type Named = readonly [string, Weight];

const filled = (size: number, value: number): Weight => ({
  shape: [size],
  values: new Float32Array(size).fill(value),
});

/** Xavier's: uniform in ±√(6 / (in + out)). */
function xavier(out: number, input: number, random: Random): Weight {
  const bound = Math.sqrt(6 / (input + out));
  const draw = (): number => (2 * random.next() - 1) * bound;
  return { shape: [out, input], values: Float32Array.from({ length: out * input }, draw) };
}

/** Normal with deviation 1e-6 (Box and Muller). */
function tiny(size: number, random: Random): Weight {
  const draw = (): number =>
    1e-6 * Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return { shape: [size], values: Float32Array.from({ length: size }, draw) };
}

const normInitial = (name: string, m: number): Named[] => [
  [`${name}.weight`, filled(m, 1)],
  [`${name}.bias`, filled(m, 0)],
];

/** Memory tokens and the token learner. */
export const readInitial = (memory: number, m: number, random: Random): Named[] => [
  [MEMORY, xavier(memory, m, random)],
  ...normInitial(LEARNER_NORM, m),
  [`${LEARNER_FIRST}.weight`, xavier(m, m, random)],
  [`${LEARNER_FIRST}.bias`, tiny(m, random)],
  [`${LEARNER_SECOND}.weight`, xavier(READS, m, random)],
  [`${LEARNER_SECOND}.bias`, tiny(READS, random)],
];

/** The processor's layers. Officially they are copies of one layer, so that all begin with the same values. */
export function processInitial(layers: number, m: number, random: Random): Named[] {
  const stacked = xavier(3 * m, m, random);
  const [out, first, second] = ["out", "first", "second"].map((name) =>
    linearInitial(name, m, m, random),
  );
  return Array.from({ length: layers }, (_, layer) => {
    const names = processorLayer(layer);
    const under = (name: string, [weight, bias]: readonly Named[]): Named[] => [
      [`${name}.weight`, weight[1]],
      [`${name}.bias`, bias[1]],
    ];
    return [
      [names.inWeight, stacked] as const,
      [names.inBias, filled(3 * m, 0)] as const,
      [`${names.out}.weight`, out[0][1]] as const,
      [`${names.out}.bias`, filled(m, 0)] as const,
      ...under(names.first, first),
      ...under(names.second, second),
      ...normInitial(names.norm1, m),
      ...normInitial(names.norm2, m),
    ];
  }).flat();
}
