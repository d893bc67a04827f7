import { line, SEEDS, table, type Line } from "../src/experiment/dsl/index.js";

const both = (label: string, backbone: string): readonly Line[] => [
  line(`${label}: ${label} +HingeABL`, { backbone, loss: "hingeabl" }),
  line(`${label}: ${label} +AMTL`, { backbone, loss: "amtl" }),
];

/**
 * Table 11: HingeABL against AMTL on relations of different frequency, on Re-DocRED dev. The bands are those of Table 6.
 * The printed row of ATLOP with AMTL is Table 6's row of HingeABL in the AMT framework (audit item table11-atlop-row).
 */
export default table("table11", {
  title: "HingeABL versus AMTL per frequency band on the Re-DocRED dev set (BERT-base)",
  base: {
    encoder: "bert-base-cased",
    trainedOn: "redocred",
    scoredOn: "redocred/dev",
    metric: "f1",
  },
  rows: [...both("ATLOP", "atlop"), ...both("DocuNet", "docunet"), ...both("KD-DocRE", "kd-docre")],
  columns: [
    line("Head-10", { band: "head-10" }),
    line("Mid-76", { band: "mid-76" }),
    line("Tail-20", { band: "tail-20" }),
    line("Tail-10", { band: "tail-10" }),
  ],
  seeds: SEEDS,
});
