import { figure, line, SEEDS, sweep } from "../src/experiment/dsl/index.js";

/**
 * Figure 1(b): scores of head and tail relations under one threshold. The paper states neither data set nor split nor
 * what it averages over. Assumed: the ATL model of Figure 1(a) on Re-DocRED dev; the score of a relation is the mean of
 * its logit over the pairs for which it is gold; head and tail are the ten most and the ten least frequent in training.
 * A relation that is gold for no pair has no score. The mean counts each relation of its band once.
 */
export default figure("fig1b", {
  title: "Scores of head and tail relations: ATL",
  base: {
    backbone: "atlop",
    encoder: "bert-base-cased",
    loss: "atl",
    trainedOn: "redocred",
    scoredOn: "redocred/dev",
    metric: "relation-score",
  },
  series: [line("Head-10", { band: "head-10" }), line("Tail-10", { band: "tail-10" })],
  x: "relation of its band, most frequent first",
  points: [...sweep("place", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), line("mean", {})],
  seeds: SEEDS,
});
