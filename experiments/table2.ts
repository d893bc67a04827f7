import { cells, loss, SEEDS, table } from "../src/experiment/dsl/index.js";

/**
 * Table 2: different losses working together in the AMT framework, one a segment, with ATLOP and BERT-base.
 * The paper does not say which loss has which segment: head to tail is assumed. Its "PEMSCS" is read as PEMSCL.
 */
export default table("table2", {
  title: "Collaboration of different losses inside the AMT framework",
  base: { backbone: "atlop", encoder: "bert-base-cased" },
  rows: [
    loss("atl+afl+aml+sat", { label: "ATL+AFL+AML+SAT" }),
    loss("atl+afl+ncrl+sat", { label: "ATL+AFL+NCRL+SAT" }),
    loss("atl+hingeabl+pemscl+afl", { label: "ATL+HingeABL+PEMSCL+AFL" }),
    loss("atl+atl+aml+afl", { label: "ATL+ATL+AML+AFL" }),
  ],
  columns: [
    ...cells({
      trainedOn: "redocred",
      scoredOn: "redocred/dev",
      label: "Dev",
      metrics: ["f1", "ign-f1"],
    }),
    ...cells({
      trainedOn: "redocred",
      scoredOn: "redocred/test",
      label: "Test",
      metrics: ["f1", "ign-f1"],
    }),
  ],
  seeds: SEEDS,
});
