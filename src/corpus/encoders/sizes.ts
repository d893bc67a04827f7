import { z } from "zod";
import { badInput } from "../../base/errors.js";
import type { EncoderSizes, EncoderSpec } from "../../contract/corpus/encoder.js";
import { parseJson } from "../read/json.js";
import { readText } from "../read/reader.js";

const size = z.int().optional();

const schema = z.object({
  vocab_size: size,
  hidden_size: size,
  num_hidden_layers: size,
  num_attention_heads: size,
  intermediate_size: size,
});

/** The sizes that a config.json states; what it lacks is refused where the weights are read. */
export async function readSizes(config: string): Promise<Partial<EncoderSizes>> {
  const { data = {} } = schema.safeParse(parseJson(await readText(config), config));
  const stated = {
    vocabulary: data.vocab_size,
    width: data.hidden_size,
    layers: data.num_hidden_layers,
    heads: data.num_attention_heads,
    feedForward: data.intermediate_size,
  };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}

/**
 * Another encoder under the name of a published one would be taken for it in every table.
 * @throws AmtlError (2) when the sizes in config.json are not those that were published.
 */
export async function checkSizes(
  { id, sizes }: Pick<EncoderSpec, "id" | "sizes">,
  config: string,
): Promise<void> {
  if (sizes === undefined) return;
  const found = await readSizes(config);
  const isPublished = SIZES.every((name) => found[name] === sizes[name]);
  if (isPublished) return;
  throw badInput(`Encoder folder does not hold the published ${id}`, {
    where: config,
    expected: sizesText(sizes),
    got: sizesText(found),
    fix: `give it a name of its own: encoders: [encoder("mine", folder)] in an experiment file (docs/guide/own-data.md)`,
  });
}

const SIZES = ["vocabulary", "width", "layers", "heads", "feedForward"] as const;

const sizesText = (sizes: Partial<EncoderSizes>): string =>
  SIZES.map((name) => `${WORDS[name]} ${sizes[name] ?? "not stated"}`).join(", ");

const WORDS: Readonly<Record<keyof EncoderSizes, string>> = {
  vocabulary: "vocab_size",
  width: "hidden_size",
  layers: "num_hidden_layers",
  heads: "num_attention_heads",
  feedForward: "intermediate_size",
};
