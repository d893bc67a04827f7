import type { Random } from "../../../base/random.js";
import type { Weight } from "../../../contract/compute/parameters.js";

/**
 * PyTorch's default for a linear layer: weight [out, in] and bias [out], uniform in ±1/√in, under `name`.weight and
 * `name`.bias.
 */
export function linearInitial(
  name: string,
  out: number,
  input: number,
  random: Random,
): (readonly [string, Weight])[] {
  const bound = 1 / Math.sqrt(input);
  const uniform = (size: number): Float32Array =>
    Float32Array.from({ length: size }, () => (2 * random.next() - 1) * bound);
  return [
    [`${name}.weight`, { shape: [out, input], values: uniform(out * input) }],
    [`${name}.bias`, { shape: [out], values: uniform(out) }],
  ];
}
