import { amtl, cells, line, loss, SEEDS, table } from "../src/experiment/dsl/index.js";

/**
 * What does Eq. 2 do? In training it gives all segments one threshold, the sum of the slots over lambda; decoding
 * compares with the raw slots, that is with lambda / n times it (3.5 / 4 = 0.875 as released). So AMTL's gain may come
 * from the segments, or from a lower threshold, which ATL can have without any segment. The first three rows after
 * the released ones lower ATL's threshold: in decoding, in training, and by the factor that is best on dev. The rest
 * take the lower threshold away from AMTL (best factor, averaged decoding, lambda = n), or the meaning of its segments
 * (random order), or give each segment a threshold of its own. Rows that differ in decoding only train nothing.
 */
export default table("eq2", {
  title: "What Eq. 2 does: segments, or a lower threshold",
  beside: "table5",
  base: { backbone: "atlop", encoder: "bert-base-cased" },
  rows: [
    amtl({ label: "AMTL as released" }),
    loss("atl"),
    loss("atl", { label: "ATL, 0.875 × its threshold", factor: 0.875 }),
    amtl({ label: "n = 1, lambda = 0.875", n: 1, lambda: 0.875, ordering: "original" }),
    loss("atl", { label: "ATL, factor best on dev", factor: "dev" }),
    amtl({ label: "AMTL, factor best on dev", factor: "dev" }),
    amtl({ label: "AMTL, averaged thresholds", decode: "averaged" }),
    amtl({ label: "AMTL, lambda = 4", lambda: 4 }),
    amtl({ label: "AMTL, random order", ordering: "random" }),
    amtl({ label: "AMTL, thresholds not shared", thresholds: "own" }),
  ],
  columns: [
    ...cells({
      trainedOn: "redocred",
      scoredOn: "redocred/dev",
      label: "Dev",
      metrics: ["f1", "ign-f1", "precision", "recall", "threshold"],
    }),
    ...cells({
      trainedOn: "redocred",
      scoredOn: "redocred/test",
      label: "Test",
      metrics: ["f1", "ign-f1", "precision", "recall"],
    }),
    line(["Tail-20", "F1"], {
      trainedOn: "redocred",
      scoredOn: "redocred/test",
      metric: "f1",
      band: "tail-20",
    }),
  ],
  seeds: SEEDS,
});
