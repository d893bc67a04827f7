import { line, loss, SEEDS, table } from "../src/experiment/dsl/index.js";

/** Each metric with a single threshold, and with the same loss in all segments. */
const scores = (split: string, scoredOn: string) => [
  line([split, "F1"], { scoredOn, metric: "f1", framework: "single" }),
  line([split, "F1 with AMT"], { scoredOn, metric: "f1", framework: "amt" }),
  line([split, "Ign-F1"], { scoredOn, metric: "ign-f1", framework: "single" }),
  line([split, "Ign-F1 with AMT"], { scoredOn, metric: "ign-f1", framework: "amt" }),
];

/** Table 5: single threshold against AMT with four segments, on Re-DocRED with ATLOP and BERT-base. ATL with AMT is AMTL. */
export default table("table5", {
  title: "Losses with a single threshold and in the AMT framework",
  base: { backbone: "atlop", encoder: "bert-base-cased", trainedOn: "redocred" },
  rows: [
    loss("atl"),
    loss("balanced-softmax"),
    loss("aml"),
    loss("afl"),
    loss("ssr-pu"),
    loss("pemscl"),
    loss("sat"),
    loss("hingeabl"),
  ],
  columns: [...scores("Dev", "redocred/dev"), ...scores("Test", "redocred/test")],
  seeds: SEEDS,
});
