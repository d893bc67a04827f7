import type { OwnDataset } from "../../contract/corpus/dataset.js";
import type { EncoderSpec } from "../../contract/corpus/encoder.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import { checkFit } from "../../exported/fit.js";
import type { ExportedModel } from "../../exported/read.js";
import type { LoadedBackbone } from "../../extensions/own-backbones.js";
import { backboneOf, backbonesWith } from "../../methods/backbones/registry.js";
import { ownDataset } from "../../methods/datasets/own.js";
import { datasetsWith } from "../../methods/datasets/registry.js";
import { encodersWith } from "../../methods/encoders/registry.js";

interface Sources {
  readonly backbones: ReadonlyMap<string, LoadedBackbone>;
  readonly datasets: ReadonlyMap<string, OwnDataset>;
  readonly encoders: ReadonlyMap<string, EncoderSpec>;
  /** What is not here, by the name of the dependency: what rests on it is checked when it is there. */
  readonly lacking: ReadonlyMap<string, unknown>;
}

/**
 * Sees that the exported models that runs start from fit them.
 * @throws AmtlError (2) for the first that does not.
 */
export async function checkInits(
  runs: readonly PlannedRun[],
  inits: ReadonlyMap<string, ExportedModel>,
  sources: Sources,
): Promise<void> {
  const backbones = backbonesWith([...sources.backbones.values()].map((each) => each.backbone));
  const datasets = datasetsWith([...sources.datasets.values()].map(ownDataset));
  const encoders = encodersWith([...sources.encoders.values()]);
  const checked = new Set<string>();
  for (const { spec, dependencies } of runs) {
    const init = spec.init === undefined ? undefined : inits.get(spec.init);
    if (init === undefined) continue;
    if (Object.keys(dependencies).some((name) => sources.lacking.has(name))) continue;
    // The seed decides columns only where they are drawn.
    const seed = spec.layout.ordering === "random" ? spec.seed : 0;
    const key = JSON.stringify({ ...spec, schedule: null, loss: null, seed });
    if (checked.has(key)) continue;
    checked.add(key);
    const backbone = backboneOf(spec.backbone, backbones);
    await checkFit(init, spec, { backbone, datasets, encoders });
  }
}
