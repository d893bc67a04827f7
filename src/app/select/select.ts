import { resolve as resolvePath } from "node:path";
import { badInput, type AmtlError } from "../../base/errors.js";
import type { OwnDataset } from "../../contract/corpus/dataset.js";
import type { EncoderSpec } from "../../contract/corpus/encoder.js";
import type { ExportedModel } from "../../exported/read.js";
import { ownDataset } from "../../methods/datasets/own.js";
import type { VariantId } from "../../contract/train-spec.js";
import { datasetsWith } from "../../methods/datasets/registry.js";
import { encodersWith } from "../../methods/encoders/registry.js";
import type { LoadedBackbone } from "../../extensions/own-backbones.js";
import type { LoadedLoss } from "../../extensions/own-losses.js";
import type { Experiment } from "../../experiment/dsl/experiment.js";
import { checkSettings } from "../../experiment/grid/settings.js";
import { backbonesWith } from "../../methods/backbones/registry.js";
import { expand, seedsOf, type GridCell } from "../../experiment/grid/grid.js";
import { selectCells } from "../../experiment/grid/only.js";
import { planRuns, type Plan, type PlannedRun } from "../../experiment/plan/plan.js";
import { profileOf, type Profile } from "../../methods/profiles/profiles.js";
import { programDependency } from "../../experiment/dsl/program.js";
import type { LoadedProgram } from "../../programs/locate.js";
import type { PaperTable } from "../../report/paper/paper-table.js";
import { resolveDependencies } from "./dependencies.js";
import { loadExperiments } from "./experiments.js";
import type { SelectionRequest } from "./request.js";

/** An experiment, ready to be planned, run or reported. */
export interface SelectedItem {
  readonly experiment: Experiment;
  readonly paper: PaperTable | null;
  readonly seeds: readonly number[];
  /** All its cells, whatever `--only` says: a table's files hold the whole table. */
  readonly whole: Plan;
  /** The runs and cells that `--only` leaves. */
  readonly selected: Plan;
}

export interface Selection {
  readonly profile: Profile;
  /** Another reading of what the paper leaves open; null: none. */
  readonly variant: VariantId | null;
  readonly items: readonly SelectedItem[];
  /** What the environment lacks for a selected run, by the name of the dependency ("data:redocred/train"). */
  readonly absent: ReadonlyMap<string, AmtlError>;
  /** Losses that files bring, by id. */
  readonly own: ReadonlyMap<string, LoadedLoss>;
  /** Backbones that files bring, by id. */
  readonly backbones: ReadonlyMap<string, LoadedBackbone>;
  /** Data sets that files bring, by id. */
  readonly datasets: ReadonlyMap<string, OwnDataset>;
  /** Encoders that files bring, by id. */
  readonly encoders: ReadonlyMap<string, EncoderSpec>;
  /** Exported models that runs start from, by what they are known by. */
  readonly inits: ReadonlyMap<string, ExportedModel>;
  /** Programs that train in the built-in trainer's place, by the dependency that they are. */
  readonly programs: ReadonlyMap<string, LoadedProgram>;
}

/**
 * From a request to runs: what `run`, `plan` and `report` begin with.
 * @throws AmtlError (2) for unknown names, axes, settings and values.
 */
export async function select(request: SelectionRequest): Promise<Selection> {
  const {
    experiments,
    seeds: asked = null,
    only = [],
    settings = {},
    program,
    init,
    variant = null,
  } = request;
  const profile = profileOf(request.profile ?? "smoke");
  const given = { program, init: init === undefined ? undefined : resolvePath(init) };
  const loaded = (
    await Promise.all(experiments.map((name) => loadExperiments(name, given)))
  ).flat();
  refuseTwoFiles(loaded.map(({ experiment }) => experiment));
  const isSelected = selectCells(
    loaded.map(({ experiment }) => experiment),
    only,
  );
  const own = sameVersion(
    "losses",
    loaded.flatMap((item) => item.own),
    ({ loss }) => loss.id,
  );
  const backbones = sameVersion(
    "backbones",
    loaded.flatMap((item) => item.backbones),
    ({ backbone }) => backbone.id,
  );
  checkSettings(settings, backbonesWith([...backbones.values()].map((each) => each.backbone)));
  const programs = oneOfEach(loaded.flatMap((item) => item.programs));
  const datasets = sameById(
    "data sets",
    loaded.flatMap((item) => item.datasets),
  );
  const encoders = sameById(
    "encoders",
    loaded.flatMap((item) => item.encoders),
  );
  const grids = loaded.map(({ experiment, paper, catalog }) => {
    const seeds = seedsOf(experiment, profile, asked);
    return {
      experiment,
      paper,
      seeds,
      cells: expand(experiment, profile, seeds, settings, catalog, variant),
    };
  });
  const allCells = grids.flatMap(({ cells }) => cells);
  const { resolve, absent } = await resolveDependencies(profile.id, allCells, {
    losses: own,
    backbones,
    programs,
    datasets: datasetsWith([...datasets.values()].map(ownDataset)),
    encoders: encodersWith([...encoders.values()]),
  });
  const plan = (cells: readonly GridCell[]): Plan => planRuns(cells, resolve);
  const items = grids.map(({ cells, ...rest }) => {
    const whole = plan(cells);
    const selected = only.length === 0 ? whole : plan(cells.filter(isSelected));
    return { ...rest, whole, selected };
  });
  const needed = new Set(items.flatMap(({ selected }) => selected.runs.flatMap(dependenciesOf)));
  const lacking = new Map([...absent].filter(([name]) => needed.has(name)));
  const inits = new Map(loaded.flatMap((item) => item.inits).map((each) => [each.sha256, each]));
  const runs = items.flatMap(({ selected }) => selected.runs);
  if (inits.size > 0) {
    const { checkInits } = await import("./inits.js");
    await checkInits(runs, inits, { backbones, datasets, encoders, lacking });
  }
  const found = { own, backbones, inits, datasets, encoders, programs };
  return { profile, variant, items, absent: lacking, ...found };
}

/** @throws AmtlError (2) for two files with tables of one id: the files of one would replace those of the other. */
function refuseTwoFiles(experiments: readonly Experiment[]): void {
  const fileOf = new Map<string, string>();
  for (const { id, file } of experiments) {
    const first = fileOf.get(id) ?? file;
    fileOf.set(id, first);
    if (first === file) continue;
    throw badInput(`Two tables with the id "${id}"`, {
      where: `${first} and ${file}`,
      expected: "tables with different ids: each writes the CSV of its id",
      got: id,
      fix: "call one of them otherwise",
    });
  }
}

/** @throws AmtlError (2) when one command means different files. */
function oneOfEach(programs: readonly LoadedProgram[]): ReadonlyMap<string, LoadedProgram> {
  const found = new Map<string, LoadedProgram>();
  for (const program of programs) {
    const key = programDependency(program.spec);
    const known = found.get(key);
    if (known !== undefined && known.content !== program.content) {
      throw badInput(`Conflicting programs "${program.spec.command.join(" ")}"`, {
        where: `${known.start.cwd} and ${program.start.cwd}`,
        expected: "files of different names, or one experiment file at a time",
        got: "files of one name and different content",
      });
    }
    found.set(key, known ?? program);
  }
  return found;
}

/** @throws AmtlError (2) when two files have different ones of one name. */
function sameVersion<T extends Pick<LoadedLoss, "version" | "place">>(
  kind: string,
  all: readonly T[],
  idOf: (each: T) => string,
): ReadonlyMap<string, T> {
  const byId = new Map<string, T>();
  for (const each of all) {
    const id = idOf(each);
    const known = byId.get(id);
    if (known !== undefined && known.version !== each.version) {
      throw badInput(`Conflicting ${kind} "${id}"`, {
        where: each.place,
        expected: "another id, or one file at a time",
        got: `${id}, which is also in ${known.place}`,
      });
    }
    byId.set(id, known ?? each);
  }
  return byId;
}

/** @throws AmtlError (2) when two files have different ones of one id. */
function sameById<T extends { readonly id: string }>(
  kind: string,
  all: readonly T[],
): ReadonlyMap<string, T> {
  const byId = new Map<string, T>();
  for (const each of all) {
    const known = byId.get(each.id) ?? each;
    if (JSON.stringify(known) !== JSON.stringify(each)) {
      throw badInput(`Conflicting ${kind} "${each.id}"`, {
        expected: "another id, or one file at a time",
        got: each.id,
      });
    }
    byId.set(each.id, known);
  }
  return byId;
}

/** Names of all that a run and its evaluations depend on. */
export const dependenciesOf = ({ dependencies, evals }: PlannedRun): readonly string[] => [
  ...new Set([dependencies, ...evals.map((each) => each.dependencies)].flatMap(Object.keys)),
];
