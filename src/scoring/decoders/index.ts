import { badInput } from "../../base/errors.js";
import type { DecoderSpec } from "../../contract/decoder.js";
import type { Decoder, DecoderRule } from "./rule.js";
import * as rules from "./rules.js";

const RULES: ReadonlyMap<string, DecoderRule> = new Map(
  Object.values(rules).map((rule) => [rule.rule, rule]),
);

/**
 * The decoder of a spec.
 *
 * @param where the spec is, for messages.
 * @throws AmtlError (2) for an unknown rule, or unknown or invalid parameters.
 */
export function decoderOf(spec: DecoderSpec, where = "decoder"): Decoder {
  const found = RULES.get(spec.rule);
  if (found !== undefined) return found.create(spec, where);
  throw badInput("Unknown decoding rule", {
    where: `${where}.rule`,
    expected: [...RULES.keys()].join(", "),
    got: JSON.stringify(spec.rule),
  });
}
