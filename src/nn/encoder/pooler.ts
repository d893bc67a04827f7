import { nextNormal } from "../../base/normal.js";
import { seededRandom } from "../../base/random.js";
import type { Encoder, EncoderConfig } from "../../contract/corpus/encoder.js";

/** Standard deviation of initial weights in BERT and RoBERTa (`initializer_range`). */
const SPREAD = 0.02;

/** The pooler's parameters with their shapes, under their Hugging Face names. */
export const poolerShapes = ({
  width,
}: Pick<EncoderConfig, "width">): ReadonlyMap<string, readonly number[]> =>
  new Map([
    ["pooler.dense.weight", [width, width]],
    ["pooler.dense.bias", [width]],
  ]);

/** The encoder with a pooler: its own, or one that is drawn as `from_pretrained` does, the same at every call. */
export function withPooler({ config, weights }: Encoder): Encoder {
  const random = seededRandom(7, "pooler");
  const drawn = [...poolerShapes(config)].map(([name, shape]) => {
    const size = shape.reduce((product, n) => product * n, 1);
    const isBias = shape.length === 1;
    const values = Float32Array.from({ length: size }, () =>
      isBias ? 0 : SPREAD * nextNormal(random),
    );
    return [name, { shape, values }] as const;
  });
  return { config, weights: new Map([...drawn, ...weights]) };
}
