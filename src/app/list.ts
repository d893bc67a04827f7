import { STUDIES } from "../../experiments/index.js";
import type { ProfileId } from "../contract/train-spec.js";
import { expand, seedsOf } from "../experiment/grid/grid.js";
import { catalog } from "../methods/index.js";
import { PROFILES } from "../methods/profiles/profiles.js";
import { PLOTS } from "../report/plots/index.js";
import { loadExperiments } from "./select/experiments.js";

/** An experiment of the project, and its size at the scale of a profile. */
export interface ListedExperiment {
  readonly id: string;
  readonly title: string;
  readonly cells: number;
  /** Different trainings, seeds aside. */
  readonly configurations: number;
  /** Configurations times seeds. */
  readonly runs: number;
}

export interface ExperimentList {
  readonly profile: ProfileId;
  /** The paper's tables and figures in its order, then the studies. */
  readonly experiments: readonly ListedExperiment[];
  /** Pictures of any table's results: report TABLE --plot NAME. */
  readonly plots: readonly { readonly id: string; readonly title: string }[];
  readonly profiles: readonly { readonly id: ProfileId; readonly about: string }[];
}

/**
 * The project's experiments and profiles. Runs are counted by their specs alone, so that the list needs neither data
 * nor encoders nor fingerprints.
 * @param id the scale at which runs are counted.
 */
export async function listExperiments(id: ProfileId): Promise<ExperimentList> {
  const profile = PROFILES[id];
  const names = ["all", ...STUDIES.map((study) => study.id)];
  const loaded = (await Promise.all(names.map((name) => loadExperiments(name)))).flat();
  const experiments = loaded.map(({ experiment }) => {
    const seeds = seedsOf(experiment, profile, null);
    // The configurations of one seed are counted; the other seeds repeat them.
    const cells = expand(experiment, profile, [0], {}, catalog);
    const specs = cells.flatMap(({ status }) =>
      status.kind === "runs" ? status.runs.map(({ train }) => JSON.stringify(train)) : [],
    );
    const configurations = new Set(specs).size;
    return {
      id: experiment.id,
      title: experiment.title,
      cells: experiment.cells.length,
      configurations,
      runs: configurations * seeds.length,
    };
  });
  return {
    profile: id,
    experiments,
    plots: [...PLOTS.values()].map(({ id: name, title }) => ({ id: name, title })),
    profiles: Object.values(PROFILES).map(({ id: name, about }) => ({ id: name, about })),
  };
}
