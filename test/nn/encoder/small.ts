import type { Encoder, EncoderConfig } from "../../../src/contract/corpus/encoder.js";
import { encoderShapes } from "../../../src/nn/encoder/parameter-names.js";
import type { Weight } from "../../../src/contract/compute/parameters.js";
import { numbers } from "../../support/models/gradients.js";

export const SMALL: EncoderConfig = {
  family: "bert",
  vocabulary: 50,
  width: 12,
  layers: 2,
  heads: 3,
  feedForward: 20,
  positions: 40,
  tokenTypes: 2,
  epsilon: 1e-12,
  hiddenDropout: 0.2,
  attentionDropout: 0.3,
  padding: 0,
};

/** An encoder with random weights, the same at every call; layer norms near the identity. */
export function smallEncoder(changes: Partial<EncoderConfig> = {}): Encoder {
  const config = { ...SMALL, ...changes };
  const weights = new Map<string, Weight>();
  for (const [name, shape] of encoderShapes(config)) {
    const size = shape.reduce((product, n) => product * n, 1);
    const around = name.endsWith("LayerNorm.weight") ? 1 : 0;
    weights.set(name, { shape, values: numbers(size, name, 0.5).map((value) => around + value) });
  }
  return { config, weights };
}

/** Documents of the given lengths; ids begin with 1 and end with 2. */
export const documentsOf = (lengths: readonly number[], vocabulary = 50): Int32Array[] =>
  lengths.map((length, d) =>
    Int32Array.from({ length }, (_, p) =>
      p === 0 ? 1 : p === length - 1 ? 2 : 3 + ((7 * p + 13 * d + p * p) % (vocabulary - 3)),
    ),
  );
