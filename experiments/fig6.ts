import { amtl, figure, SEEDS, sweep } from "../src/experiment/dsl/index.js";

/**
 * Figure 6: dev F1 over lambda with four segments, on Re-DocRED with ATLOP and BERT-base. Only the points 3.5 and 6
 * are stated; the others are assumed.
 */
export default figure("fig6", {
  title: "F1 over lambda, Re-DocRED dev",
  base: {
    backbone: "atlop",
    encoder: "bert-base-cased",
    trainedOn: "redocred",
    scoredOn: "redocred/dev",
    metric: "f1",
  },
  series: [amtl()],
  x: "lambda",
  points: sweep("lambda", [1, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6]),
  seeds: SEEDS,
});
