import { figure, loss, SEEDS, sweep } from "../src/experiment/dsl/index.js";

/**
 * Figure 1(a): F1 as the label space grows, for ATL and HingeABL. Two of the curves of Figure 4, whose data set, split
 * and grid are assumed here, since this panel states none.
 */
export default figure("fig1a", {
  title: "F1 as the label space grows: ATL and HingeABL",
  base: {
    backbone: "atlop",
    encoder: "bert-base-cased",
    trainedOn: "redocred",
    scoredOn: "redocred/dev",
    metric: "f1",
  },
  series: [loss("atl"), loss("hingeabl")],
  x: "relations in the label space",
  points: sweep("labelSpace", [20, 40, 60, 80, 96]),
  seeds: SEEDS,
});
