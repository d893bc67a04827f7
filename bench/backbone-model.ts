import { seededRandom, type Random } from "../src/base/random.js";
import type { Backbone, Kernel, Scale } from "../src/contract/backbone.js";
import type { EncoderConfig } from "../src/contract/corpus/encoder.js";
import type { Document, Features, Mention } from "../src/contract/corpus/document.js";
import type { WordTokenizer } from "../src/contract/corpus/tokenizer.js";
import type { Loss } from "../src/contract/loss.js";
import type { Schedule } from "../src/contract/schedule.js";
import { makeBatch, type Batch } from "../src/corpus/features/batch.js";
import { buildFeatures } from "../src/corpus/features/features.js";
import { miniSchedule } from "../src/methods/profiles/schedules.js";
import { withPooler } from "../src/nn/encoder/pooler.js";
import { sampleNegatives } from "../src/train/epoch.js";
import { buildModel, type Model } from "../src/train/model.js";
import { LAYOUT, randomEncoder } from "./model.js";

/** Size of a batch's documents; entities are the mean of DocRED's. */
export interface DocumentSize {
  readonly documents: number;
  /** Pieces, markers and special tokens included: of every backbone the same, also of one without markers. */
  readonly width: number;
  readonly entities: number;
}

const SENTENCES = 8;
const LABELLED = 27;
const TYPES = ["PER", "LOC", "ORG", "TIME", "NUM", "MISC"];

/** A word a piece: its own number. */
const tokenizer: WordTokenizer = {
  family: "bert",
  encodeWord: (word) => [Number(word)],
  pieces: (word) => [word],
  markerId: 998,
  startId: 101,
  endId: 102,
};

/**
 * A document of random words in sentences of the same length, one or two mentions an entity, one word each, of which no
 * two touch, and 27 labelled pairs with evidence.
 */
function randomDocument(
  index: number,
  { width, entities }: DocumentSize,
  marks: boolean,
): Document {
  const random = seededRandom(index, "bench document");
  const counts = Array.from({ length: entities }, () => 1 + random.below(2));
  const mentions = counts.reduce((sum, count) => sum + count, 0);
  const words = width - 2 - (marks ? 2 * mentions : 0);
  const starts = Array.from({ length: SENTENCES + 1 }, (_, s) =>
    Math.floor((s * words) / SENTENCES),
  );
  const places = drawPlaces(mentions, words, random);
  let next = 0;
  const mentionOf = (type: string): Mention => {
    const word = places[next++];
    const sentence = starts.findLastIndex((start) => start <= word);
    const start = word - starts[sentence];
    return { name: String(word), sentence, start, end: start + 1, type };
  };
  const facts = Array.from({ length: LABELLED }, (_, k) => ({
    h: k % entities,
    t: (k + 1 + Math.floor(k / entities)) % entities,
    r: `P${random.below(10)}`,
    evidence: [random.below(SENTENCES)],
  }));
  return {
    title: `document ${index}`,
    sentences: Array.from({ length: SENTENCES }, (_, s) =>
      Array.from({ length: starts[s + 1] - starts[s] }, () => String(1000 + random.below(27_000))),
    ),
    entities: counts.map((count) => {
      const type = TYPES[random.below(TYPES.length)];
      return Array.from({ length: count }, () => mentionOf(type));
    }),
    facts,
  };
}

/** Words of which no two touch, one in each of as many equal parts of the document. */
function drawPlaces(count: number, words: number, random: Random): number[] {
  const part = Math.floor(words / count);
  return Array.from({ length: count }, (_, k) => k * part + random.below(part - 1));
}

/** What one backbone trains: a model on a random encoder, its schedule, and batches of any size. */
export interface Workload {
  readonly model: Model;
  readonly schedule: Schedule;
  readonly batchOf: (size: DocumentSize) => Batch;
}

/**
 * A backbone at its usual sizes with its own features, order of pairs and sampled negatives.
 *
 * @param scale at which its sizes are taken; rates are mini's.
 * @param recompute as of a model's parts
 */
export async function workloadOf(
  backbone: Backbone,
  config: EncoderConfig,
  loss: Loss,
  scale: Scale,
  recompute = false,
): Promise<Workload> {
  const { asks, pairs, markers, pooled = false, encoderLayers = 1 } = backbone;
  const { kernel }: { kernel: Kernel } = await backbone.kernel();
  const usual = miniSchedule(backbone.newLayers);
  const schedule = backbone.schedule?.(usual, { ...scale, profile: "mini" }) ?? usual;
  const encoder = randomEncoder(config);
  const model = buildModel({
    encoder: pooled ? withPooler(encoder) : encoder,
    ...{
      kernel,
      encoderLayers,
      recompute,
      loss,
      params: loss.params.parse({}),
      layout: LAYOUT,
      seed: 66,
    },
    sizes: backbone.sizes.parse(backbone.sizesAt?.(scale) ?? {}),
  });
  const options = {
    ...{ tokenizer, layout: LAYOUT },
    ...(asks !== undefined && { asks }),
    ...(pairs !== undefined && { pairs }),
    ...(markers !== undefined && { markers }),
  };
  const { negatives } = schedule;
  const batchOf = (size: DocumentSize): Batch => {
    const documents = Array.from({ length: size.documents }, (_, index): Features => {
      const document = randomDocument(index, size, markers !== "none");
      const features = buildFeatures(document, { ...options, maxLength: size.width });
      return negatives === null ? features : sampleNegatives(features, negatives, 66, 0, index);
    });
    return makeBatch(documents, LAYOUT);
  };
  return { model, schedule, batchOf };
}
