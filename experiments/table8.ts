import { line, SEEDS, table, type Axes, type Line } from "../src/experiment/dsl/index.js";

/** DREEAM with its own loss, with the rule plugin JMRL, and with AMTL. */
const rows = (block: string, axes: Axes): readonly Line[] => [
  line(`${block}: DREEAM`, { ...axes, loss: "atl" }),
  line(`${block}: JMRL-DREEAM`, { ...axes, loss: "atl", plugin: "jmrl" }),
  line(`${block}: AMTL-DREEAM`, { ...axes, loss: "amtl" }),
];

/** Table 8: AMTL against the rule plugin JMRL, with DREEAM on the DocGNRE test set. */
export default table("table8", {
  title: "AMTL versus the JMRL plugin on the DocGNRE test set (DREEAM)",
  base: { backbone: "dreeam", scoredOn: "docgnre/test" },
  rows: [
    ...rows("DocGNRE (GPT) with RoBERTa-large", {
      trainedOn: "docgnre-gpt",
      encoder: "roberta-large",
    }),
    ...rows("DocGNRE (mGPT) with BERT-base", {
      trainedOn: "docgnre-mgpt",
      encoder: "bert-base-cased",
    }),
  ],
  columns: [
    line("P", { metric: "precision" }),
    line("R", { metric: "recall" }),
    line("F1", { metric: "f1" }),
  ],
  seeds: SEEDS,
});
