import { amtl, line, loss, SEEDS, table } from "../src/experiment/dsl/index.js";

/**
 * Table 9: minutes that one training takes, on Re-DocRED with ATLOP and BERT-base. Only runs that had their device
 * alone count, so run it with `--jobs 1` and nothing beside it; one seed is enough. The paper's were made on one
 * NVIDIA 3090: they tell ratios, not what another device should need.
 */
export default table("table9", {
  title: "Training time of one run",
  base: { backbone: "atlop", encoder: "bert-base-cased", trainedOn: "redocred" },
  rows: [loss("atl"), loss("aml"), loss("ssr-pu"), loss("hingeabl"), amtl()],
  columns: [line("Training Time", { metric: "minutes" })],
  seeds: SEEDS,
});
