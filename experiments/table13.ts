import { amtl, cells, loss, SEEDS, table } from "../src/experiment/dsl/index.js";

/**
 * Table 13: which relations share a segment, on Re-DocRED dev with ATLOP and BERT-base: by descending training
 * frequency (the paper's choice), in the original order of the data set, or at random. One random order or one a seed
 * is not stated; here each seed draws its own.
 */
export default table("table13", {
  title: "Ordering of the relations, Re-DocRED dev",
  base: { backbone: "atlop", encoder: "bert-base-cased" },
  rows: [
    loss("atl", { label: "ATLOP" }),
    amtl({ label: "ATLOP with AMTL (by frequency)", ordering: "frequency" }),
    amtl({ label: "ATLOP with AMTL (original order)", ordering: "original" }),
    amtl({ label: "ATLOP with AMTL (random order)", ordering: "random" }),
  ],
  columns: cells({ trainedOn: "redocred", scoredOn: "redocred/dev", metrics: ["f1", "ign-f1"] }),
  seeds: SEEDS,
});
