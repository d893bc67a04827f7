import { line, SEEDS, table, type Line } from "../src/experiment/dsl/index.js";

const rows = (block: string, encoder: string): readonly Line[] => [
  line(`${block}: ATLOP`, { encoder, backbone: "atlop" }),
  line(`${block}: DocuNet`, { encoder, backbone: "docunet" }),
  line(`${block}: KD-DocRE`, { encoder, backbone: "kd-docre" }),
  line(`${block}: DREEAM`, { encoder, backbone: "dreeam" }),
];

/** Table 10: HingeABL, the best loss with a single threshold, against AMTL, on the Re-DocRED test set. */
export default table("table10", {
  title: "HingeABL versus AMTL per backbone on the Re-DocRED test set",
  base: { trainedOn: "redocred", scoredOn: "redocred/test" },
  rows: [
    ...rows("with BERT-base", "bert-base-cased"),
    ...rows("with RoBERTa-large", "roberta-large"),
  ],
  columns: [
    line("F1 (HingeABL)", { metric: "f1", loss: "hingeabl" }),
    line("F1 (AMTL)", { metric: "f1", loss: "amtl" }),
    line("Ign-F1 (HingeABL)", { metric: "ign-f1", loss: "hingeabl" }),
    line("Ign-F1 (AMTL)", { metric: "ign-f1", loss: "amtl" }),
  ],
  seeds: SEEDS,
});
