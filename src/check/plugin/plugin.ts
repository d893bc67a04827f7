import * as tf from "@tensorflow/tfjs-core";
import { z } from "zod";
import { badInput } from "../../base/errors.js";
import type { GoldenTools, GoldenValue } from "../../contract/plugin.js";
import { canonicalName } from "../../methods/names.js";
import { PLUGINS } from "../../methods/plugins/registry.js";
import { decode } from "../../scoring/decode.js";
import { NotCovered, type Checker } from "../checker.js";
import { newDeviation } from "../deviation.js";
import { goldenFile } from "../golden-file.js";
import { goldenLayout } from "../loss/layouts.js";
import { namedLoss } from "../named-loss.js";

const schema = z.object({ tolerance: z.object({ abs: z.number().positive() }) });

/** One threshold in column 0, as all these files have. */
const tools: GoldenTools = {
  loss: (id, logits, labels) => {
    const loss = namedLoss(id);
    if (loss === undefined) throw badInput(`Unknown loss "${id}" in a golden file`, {});
    const [rows, columns] = labels.shape;
    return loss.compute(tf, {
      logits,
      labels: tf.tensor2d([...labels.data], [rows, columns]),
      layout: goldenLayout(columns),
      params: loss.params.parse({}),
    });
  },
  decode: ({ shape: [rows, columns], data }, k) => {
    const decoder = { rule: "th", k, threshold: "raw", factor: 1 };
    return decode(Float32Array.from(data), rows, goldenLayout(columns), decoder);
  },
};

/**
 * Golden `plugin`: what a plugin computes from given logits and labels, without any backbone.
 * A plugin whose kernel does not say how its golden files are read is not covered.
 */
export const check: Checker = async (content) => {
  const name = String(content.name);
  const plugin = PLUGINS.get(canonicalName(name));
  if (plugin === undefined) throw new NotCovered(`there is no plugin ${name}`);
  const { golden } = (await plugin.kernel()).plugin;
  if (golden === undefined)
    throw new NotCovered(`${name} does not say how its golden files are read`);
  const { tolerance } = schema.parse(content);
  const deviation = newDeviation();
  let values: readonly GoldenValue[] = [];
  tf.tidy(() => {
    values = golden(goldenFile(content), tools);
  });
  for (const { name: where, got, want, exact = false } of values) {
    if (exact) deviation.exact(where, Array.from(got).join() === Array.from(want).join());
    else deviation.all(where, got, want, tolerance.abs);
  }
  return deviation.outcome(values.length);
};
