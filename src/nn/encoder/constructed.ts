import { nextNormal } from "../../base/normal.js";
import { seededRandom } from "../../base/random.js";
import type { Weight, Weights } from "../../contract/compute/parameters.js";
import {
  ATTENTION_PARAMETERS,
  encoderShapes,
  FEED_FORWARD_PARAMETERS,
  layerParameter,
} from "./parameter-names.js";
import type { Encoder, EncoderConfig } from "../../contract/corpus/encoder.js";

const WIDTH = 64;
const HEADS = 4;
const HEAD_WIDTH = WIDTH / HEADS;
/** The lower half of every vector carries the word, the upper half its position. */
const HALF = WIDTH / 2;

/** Each head attends to a fixed offset; layer 1 sharply, layer 2 softly, so that neighbouring windows overlap. */
const LOOK = [
  { sharpness: 4, offsets: [1, -1, 2, -2] },
  { sharpness: 2, offsets: [0, 0, 1, -1] },
] as const;

/**
 * Spread of the value matrix: what a word takes from its neighbours stays smaller than what it is itself. With twice
 * as much, AMTL did not leave its first plateau within 300 steps of an earlier corpus (test F1 21 instead of 82).
 */
const VALUES = 1 / Math.sqrt(2 * WIDTH);

/** Angle from one position to the next of sinusoid i. */
const frequency = (i: number): number => (2 * Math.PI) / (4 * 1.5 ** i);

/** Value of a matrix [out, in] at (out, in). */
type Entry = (row: number, column: number) => number;

/**
 * A tiny encoder whose start is constructed rather than pretrained: word vectors and sinusoidal positions side by
 * side, and attention to neighbouring words. It has what pretraining gives, local attention, and learns
 * the synthetic corpus in some hundred steps, where a random start does not. Stands in for bert-base-cased and
 * roberta-large in profile "smoke". The same at every call.
 *
 * @param vocabulary number of word pieces
 */
export function constructEncoder(family: EncoderConfig["family"], vocabulary: number): Encoder {
  const config: EncoderConfig = {
    family,
    vocabulary,
    width: WIDTH,
    layers: LOOK.length,
    heads: HEADS,
    feedForward: 2 * WIDTH,
    // RoBERTa's table begins with two rows that name no position.
    positions: 512 + (family === "roberta" ? 2 : 0),
    tokenTypes: 2,
    epsilon: 1e-12,
    hiddenDropout: 0,
    attentionDropout: 0,
    padding: 0,
  };
  const normal = normals();
  const matrices = new Map<string, Entry>([
    ["embeddings.word_embeddings.weight", (_, j) => (j < HALF ? 0.7 * normal() : 0)],
    ["embeddings.position_embeddings.weight", (p, j) => (j < HALF ? 0 : sinusoid(p, j - HALF))],
  ]);
  LOOK.forEach(({ sharpness, offsets }, layer) => {
    const entries: Record<string, Entry> = {
      [ATTENTION_PARAMETERS[0]]: (out, into) =>
        into === HALF + (out % HEAD_WIDTH) ? sharpness : 0,
      [ATTENTION_PARAMETERS[2]]: (out, into) =>
        rotation(out % HEAD_WIDTH, into - HALF, offsets[Math.floor(out / HEAD_WIDTH)]),
      [ATTENTION_PARAMETERS[4]]: (_, into) => (into < HALF ? VALUES * normal() : 0),
      [ATTENTION_PARAMETERS[6]]: (out) => (out < HALF ? (1.5 * normal()) / Math.sqrt(WIDTH) : 0),
      [FEED_FORWARD_PARAMETERS[0]]: () => normal() / Math.sqrt(WIDTH),
      [FEED_FORWARD_PARAMETERS[2]]: () => (0.3 * normal()) / Math.sqrt(config.feedForward),
    };
    for (const [suffix, entry] of Object.entries(entries)) {
      matrices.set(layerParameter(layer, suffix), entry);
    }
  });
  return { config, weights: fill(config, matrices) };
}

/** Sinusoids in pairs: sine at even places, cosine at odd ones. */
const sinusoid = (position: number, place: number): number => {
  const angle = frequency(place >> 1) * position;
  return place % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
};

/**
 * Entry of the matrix that turns the key of position p into the query of position p − offset, so that a head's
 * scores are largest where the key lies `offset` after the query.
 */
function rotation(out: number, into: number, offset: number): number {
  if (into < 0 || into >> 1 !== out >> 1) return 0;
  const angle = -frequency(out >> 1) * offset;
  if (out % 2 === into % 2) return Math.cos(angle);
  return out % 2 === 0 ? Math.sin(angle) : -Math.sin(angle);
}

/** Standard normal numbers, the same stream at every call. */
function normals(): () => number {
  const random = seededRandom(7, "constructed encoder");
  return () => nextNormal(random);
}

/** Matrices without an entry are zero; layer norms start as the identity. */
function fill(config: EncoderConfig, matrices: ReadonlyMap<string, Entry>): Weights {
  const weights = new Map<string, Weight>();
  for (const [name, shape] of encoderShapes(config)) {
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    const entry = matrices.get(name);
    if (entry !== undefined) {
      const columns = shape[1];
      for (let k = 0; k < values.length; k++) {
        values[k] = entry(Math.floor(k / columns), k % columns);
      }
    }
    if (name.endsWith("LayerNorm.weight")) values.fill(1);
    weights.set(name, { shape, values });
  }
  return weights;
}
