import { amtl, figure, loss, SEEDS, sweep } from "../src/experiment/dsl/index.js";

/**
 * Figure 4: dev F1 as the label space grows, on Re-DocRED with ATLOP and BERT-base. Assumed: the k most frequent
 * relations are kept in training, dev and test; 40 and 60 are points; the fourth loss, which is not named, is AFL;
 * the released segments are cut off at k, with lambda = n - 0.5 for the n that are left.
 */
export default figure("fig4", {
  title: "F1 as the label space grows, Re-DocRED dev",
  base: {
    backbone: "atlop",
    encoder: "bert-base-cased",
    trainedOn: "redocred",
    scoredOn: "redocred/dev",
    metric: "f1",
  },
  series: [amtl(), loss("atl"), loss("hingeabl"), loss("afl")],
  x: "relations in the label space",
  points: sweep("labelSpace", [20, 40, 60, 80, 96]),
  seeds: SEEDS,
});
