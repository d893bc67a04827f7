import { badInput } from "../../src/base/errors.js";
import type { Catalog, CatalogLoss } from "../../src/contract/catalog.js";
import { DATASETS } from "../../src/methods/datasets/registry.js";
import { ENCODERS } from "../../src/methods/encoders/registry.js";

const lossOf = (id: string, framework: CatalogLoss["framework"]): [string, CatalogLoss] => [
  id,
  {
    id,
    framework,
    decoder: () => ({ rule: "th", k: 4, threshold: "raw", factor: 1 }),
    names: ["gamma"],
    params: (given) => {
      const [name] = Object.keys(given);
      if (Object.keys(given).length > 0 && name !== "gamma") throw badInput(`No parameter ${name}`);
      return { gamma: 1, ...(given as Record<string, number>) };
    },
  },
];

const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `P${index + 1}`);

/** Two losses and a backbone, enough to test the grid without the program's own. */
export const someCatalog: Catalog = {
  losses: new Map([lossOf("atl", "single"), lossOf("amtl", "segments")]),
  backbones: new Map([["atlop", { id: "atlop", newLayers: ["extractor", "bilinear"] }]]),
  datasets: new Map(
    [...DATASETS.values()].map((dataset) => [
      dataset.id,
      { ...dataset, relations: numbered(dataset.relations.length) },
    ]),
  ),
  encoders: ENCODERS,
};
