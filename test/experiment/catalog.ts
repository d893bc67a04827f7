import type { Catalog } from "../../src/contract/catalog.js";
import type { Loss, LossDefinition } from "../../src/contract/loss.js";
import { BACKBONES } from "../../src/methods/backbones/registry.js";
import { DATASETS } from "../../src/methods/datasets/registry.js";
import { ENCODERS } from "../../src/methods/encoders/registry.js";
import { defineLoss } from "../../src/methods/losses/define.js";

const neverComputed = (): never => {
  throw new Error("Expected a test of the grid to compute nothing");
};

const lossOf = (given: Omit<LossDefinition, "compute">, holdsLosses = false): [string, Loss] => [
  given.id,
  {
    ...defineLoss({
      params: { gamma: { kind: "number", default: 1 } },
      ...given,
      compute: neverComputed,
    }),
    holdsLosses,
  },
];

const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `P${index + 1}`);

/** Two losses, a framework and the backbones, enough to test the grid without the program's own. */
export const someCatalog: Catalog = {
  losses: new Map([
    lossOf({ id: "atl" }),
    lossOf({
      id: "amtl",
      framework: "segments",
      equals: { framework: "amt", loss: "atl" },
    }),
    lossOf({ id: "amt", framework: "segments" }, true),
  ]),
  backbones: BACKBONES,
  plugins: new Map(),
  datasets: new Map(
    [...DATASETS.values()].map((dataset) => [
      dataset.id,
      { ...dataset, relations: numbered(dataset.relations.length) },
    ]),
  ),
  encoders: ENCODERS,
};
