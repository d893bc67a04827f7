import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import type { VariantId } from "../../contract/train-spec.js";

/** What the paper leaves open and may be read in another way, by the word after `--variant`. */
export const VARIANTS: Readonly<Record<VariantId, string>> = {
  "official-rates":
    "the encoder's learning rate is that of each official code, where one rate is kept for all losses otherwise",
};
export const VARIANT_IDS = Object.keys(VARIANTS) as readonly VariantId[];

/** @throws AmtlError (2) for an unknown name; it offers the nearest one. */
export function variantOf(name: string): VariantId {
  const found = VARIANT_IDS.find((id) => id === name);
  if (found !== undefined) return found;
  const meant = nearest(name, VARIANT_IDS);
  throw badInput(`Unknown variant "${name}"`, {
    where: "--variant",
    expected: VARIANT_IDS.join(", "),
    ...(meant !== undefined && { fix: `--variant ${meant}` }),
  });
}
