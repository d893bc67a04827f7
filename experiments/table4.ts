import { amtl, cells, loss, SEEDS, table } from "../src/experiment/dsl/index.js";

/**
 * Table 4: losses on the Re-DocRED and DocGNRE test sets, all with ATLOP and BERT-base.
 * DocGNRE models are trained on the GPT training set and selected on Re-DocRED's dev set (caption of Table 3).
 */
export default table("table4", {
  title: "Losses on the Re-DocRED and DocGNRE test sets",
  base: { backbone: "atlop", encoder: "bert-base-cased" },
  rows: [
    loss("atl"),
    loss("balanced-softmax"),
    loss("aml"),
    loss("afl"),
    loss("ncrl"),
    loss("ssr-pu"),
    loss("pemscl"),
    loss("sat"),
    loss("mean-sat"),
    loss("hingeabl"),
    amtl(),
  ],
  columns: [
    ...cells({ trainedOn: "redocred", scoredOn: "redocred/test", metrics: ["f1", "ign-f1"] }),
    ...cells({ trainedOn: "docgnre-gpt", scoredOn: "docgnre/test", metrics: ["f1", "ign-f1"] }),
  ],
  seeds: SEEDS,
});
