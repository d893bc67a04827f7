import { canonicalJson, type Json } from "../base/canonical.js";
import type { FieldChange } from "../contract/run-state.js";
import { shortId } from "../base/short-id.js";

/** A field's value for people: hashes by their first digits, text without quotes. */
export function valueText(value: Json): string {
  if (value === null) return "nothing";
  if (typeof value !== "string") return canonicalJson(value);
  return /^[0-9a-f]{64}$/.test(value) ? shortId(value) : value;
}

/** "version:loss/atl 1 → 2". */
export const changeText = ({ name, from, to }: FieldChange): string =>
  `${name} ${valueText(from)} → ${valueText(to)}`;
