import { amtl, line, loss, SEEDS, table, type Line } from "../src/experiment/dsl/index.js";

/** A line for the dev set and one for the test set of the data that it is trained on. */
const onBoth = ({ label, axes }: Line): readonly Line[] => [
  line(`${label}, dev`, { ...axes, scoredOn: "dev" }),
  line(`${label}, test`, { ...axes, scoredOn: "test" }),
];
const onDev = (each: Line): Line => onBoth(each)[0];

/**
 * What claims of the paper rest on and no table prints: a global threshold, one segment, AMT with lambda = n, segments
 * cut after every ten relations at one ratio lambda / n, other lambdas. `amtl-run claims` reads it beside the tables.
 */
export default table("controls", {
  title: "Configurations that claims need and the paper does not print",
  base: { backbone: "atlop", encoder: "bert-base-cased", trainedOn: "redocred" },
  rows: [
    ...onBoth(loss("bce")),
    onDev(loss("ncrl")),
    ...onBoth(amtl({ label: "AMTL, n = 1, lambda = 1", n: 1, lambda: 1, ordering: "original" })),
    ...["afl", "aml", "sat"].flatMap((id) =>
      onBoth(loss(id, { label: `${id} with AMT, lambda = 4`, framework: "amt", lambda: 4 })),
    ),
    onDev(amtl({ label: "AMTL, n = 2, lambda = 1.75", n: 2, lambda: 1.75 })),
    onDev(amtl({ label: "AMTL, n = 4, cut by tens", segments: [10, 10, 10, 66], lambda: 3.5 })),
    onDev(amtl({ label: "AMTL, n = 9, lambda = 7.875", n: 9, lambda: 7.875 })),
    onDev(amtl({ label: "AMTL, lambda = 6, averaged", lambda: 6, decode: "averaged" })),
    line("DocRED: n = 1, lambda = 0.875", {
      ...amtl({ n: 1, lambda: 0.875, ordering: "original" }).axes,
      trainedOn: "docred",
      scoredOn: "redocred/test",
    }),
    ...onBoth(
      line("DWIE: AMTL, lambda = 2.5", {
        ...amtl({ lambda: 2.5 }).axes,
        encoder: "roberta-large",
        trainedOn: "dwie",
      }),
    ),
  ],
  columns: [
    line("F1", { metric: "f1" }),
    line("Ign-F1", { metric: "ign-f1" }),
    line("R", { metric: "recall" }),
  ],
  seeds: SEEDS,
  incompleteLabels: "meant",
});
