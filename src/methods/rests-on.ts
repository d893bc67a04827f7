import type { RestsOn } from "../contract/backbone.js";
import type { TrainSpec } from "../contract/train-spec.js";
import { BACKBONES, type Backbones } from "./backbones/registry.js";
import { PLUGINS, type Plugins } from "./plugins/registry.js";

/** The runs that a run rests on by its backbone and its plugin; none for a user's program. */
export const restsOnWith =
  (backbones: Backbones, plugins: Plugins): RestsOn =>
  (spec) =>
    spec.worker !== undefined
      ? {}
      : {
          ...backbones.get(spec.backbone)?.restsOn?.(spec),
          ...(spec.plugin !== null && plugins.get(spec.plugin.id)?.restsOn?.(spec)),
        };

/** The same of the project's own. */
export const restsOn: RestsOn = restsOnWith(BACKBONES, PLUGINS);

/** Some specs and all that these rest on, directly or not. */
export const withRestedOn = (
  specs: readonly TrainSpec[],
  others: RestsOn = restsOn,
): readonly TrainSpec[] =>
  specs.flatMap((spec) => [spec, ...withRestedOn(Object.values(others(spec)), others)]);
