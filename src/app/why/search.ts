import { STUDIES } from "../../../experiments/index.js";
import { canonicalJson } from "../../base/canonical.js";
import type { PlannedCell, PlannedRun } from "../../experiment/plan/plan.js";
import { PROFILE_IDS, profileOf } from "../../methods/profiles/profiles.js";
import type { TrainSpec, VariantId } from "../../contract/train-spec.js";
import { SEEDS } from "../../experiment/dsl/index.js";
import { seedsOf } from "../../experiment/grid/grid.js";
import { mergeRuns } from "../../experiment/plan/merge.js";
import { select, type Selection } from "../select/select.js";

/** What experiments plan in one profile with the present code and data. */
export interface Planned {
  readonly profile: string;
  readonly variant: VariantId | null;
  readonly runs: readonly PlannedRun[];
  readonly cells: readonly PlannedCell[];
  /** By cell: the seeds that its table runs here, of which it has those that were asked for. */
  readonly seeds: ReadonlyMap<string, readonly number[]>;
}

function plannedBy(
  { profile, variant, items }: Selection,
  asked: readonly number[] | null,
): Planned {
  return {
    profile: profile.id,
    variant,
    runs: mergeRuns(items.flatMap(({ whole }) => whole.runs)),
    cells: items.flatMap(({ whole }) => whole.cells),
    seeds: new Map(
      items.flatMap(({ experiment, whole }) => {
        const seeds = seedsOf(experiment, profile, asked);
        return whole.cells.map(({ id }) => [id, seeds] as const);
      }),
    ),
  };
}

/** At which scale to look. */
export interface Scope {
  /** Left out: all of them. */
  readonly profile: string | undefined;
  readonly variant: VariantId | undefined;
  /** Left out: all of the paper's, so that any run is found. */
  readonly seeds: readonly number[] | undefined;
}

/**
 * All that the experiments plan, profile by profile, as it is asked for: most words are found in the first.
 * @param experiments names or files; none: all of the project's.
 */
export async function* plansIn(
  experiments: readonly string[],
  { profile, variant, seeds }: Scope,
): AsyncGenerator<Planned> {
  const names = experiments.length > 0 ? experiments : ["all", ...STUDIES.map(({ id }) => id)];
  for (const each of profile === undefined ? PROFILE_IDS : [profile]) {
    const { id } = profileOf(each);
    yield plannedBy(
      await select({
        experiments: names,
        profile: id,
        variant,
        seeds: seeds ?? SEEDS,
      }),
      seeds ?? null,
    );
  }
}

/** The planned run of that specification, whatever its code and data were. */
export function sameSpec(spec: TrainSpec, runs: readonly PlannedRun[]): PlannedRun | undefined {
  const key = canonicalJson(spec);
  return runs.find((run) => canonicalJson(run.spec) === key);
}
