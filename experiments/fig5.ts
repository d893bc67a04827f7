import { amtl, figure, line, SEEDS, sweep } from "../src/experiment/dsl/index.js";

/**
 * Figure 5: dev F1 over the number of segments, on Re-DocRED with ATLOP and BERT-base. The models of Table 12; one
 * segment is ATL (Appendix A.1).
 */
export default figure("fig5", {
  title: "F1 over the number of segments, Re-DocRED dev",
  base: {
    backbone: "atlop",
    encoder: "bert-base-cased",
    trainedOn: "redocred",
    scoredOn: "redocred/dev",
    metric: "f1",
  },
  series: [amtl()],
  x: "segments",
  points: [line("1", { loss: "atl" }), ...sweep("n", [2, 3, 4, 5, 6, 7, 8, 9])],
  seeds: SEEDS,
});
