import { AmtlError, ExitCode } from "../../base/errors.js";
import type { Datasets } from "../../contract/corpus/dataset.js";
import type { Encoders } from "../../contract/corpus/encoder.js";
import type { LoadedBackbone } from "../../extensions/own-backbones.js";
import type { LoadedLoss } from "../../extensions/own-losses.js";
import { withRestedOn } from "../../methods/rests-on.js";
import { modelVersions, scorerVersions } from "../../methods/versions.js";
import { datasetHash } from "../../corpus/datasets/dataset-hash.js";
import { encoderHash } from "../../corpus/encoders/resolve.js";
import type { GridCell, SeedRun } from "../../experiment/grid/grid.js";
import type { Resolve } from "../../experiment/plan/plan.js";
import type { Dependencies, ProfileId } from "../../contract/train-spec.js";
import type { LoadedProgram } from "../../programs/locate.js";

export interface Resolved {
  readonly resolve: Resolve;
  /** What the environment lacks, by the name of the dependency ("data:redocred/train"). */
  readonly absent: ReadonlyMap<string, AmtlError>;
}

/** Everything that is not the project's own. */
export interface Additions {
  /** By id. */
  readonly losses?: ReadonlyMap<string, Pick<LoadedLoss, "version">>;
  readonly backbones?: ReadonlyMap<string, Pick<LoadedBackbone, "version">>;
  /** The user's programs, by the dependency that they are. */
  readonly programs?: ReadonlyMap<string, Pick<LoadedProgram, "content">>;
  /** The project's and others. */
  readonly datasets?: Datasets;
  readonly encoders?: Encoders;
}

/** Replaces the hash of missing content: a plan can still be made, a run cannot be executed. */
const ABSENT = "absent";

/**
 * Everything outside the specs that the runs of some cells depend on: hashes of data and encoders, versions.
 * What the environment lacks is told, not thrown, so that a plan needs no data.
 *
 * @throws AmtlError (2) when a file is torn or not the published one.
 */
export async function resolveDependencies(
  profile: ProfileId,
  cells: readonly GridCell[],
  {
    losses = new Map(),
    backbones = new Map(),
    programs = new Map(),
    datasets,
    encoders,
  }: Additions = {},
): Promise<Resolved> {
  const versions = { losses: versionsOf(losses), backbones: versionsOf(backbones) };
  const runs = cells.flatMap(({ status }) => (status.kind === "runs" ? status.runs : []));
  const known: Record<string, string | number> = { ...scorerVersions() };
  for (const [name, { content }] of programs) known[name] = content;
  // A user's program computes with nothing of ours but the data.
  const all = withRestedOn(runs.map(({ train }) => train));
  const trains = all.filter(({ worker }) => worker === undefined);
  for (const train of trains) Object.assign(known, modelVersions(train, versions));
  const absent = new Map<string, AmtlError>();
  const look = async (name: string, hash: () => Promise<string>): Promise<void> => {
    try {
      known[name] = await hash();
    } catch (error) {
      if (!(error instanceof AmtlError) || error.exitCode !== ExitCode.lacking) throw error;
      known[name] = ABSENT;
      absent.set(name, error);
    }
  };
  await Promise.all([
    ...unique([
      ...runs.flatMap(dataOf),
      ...all.flatMap(({ trainSet, devSet }) => [trainSet, devSet]),
    ]).map((id) => look(`data:${id}`, () => datasetHash(profile, id, datasets))),
    ...unique(trains.map(({ encoder }) => encoder)).map((id) =>
      look(`encoder:${id}`, () => encoderHash(id, encoders)),
    ),
  ]);
  return { resolve: (names) => pick(known, names), absent };
}

const versionsOf = (
  own: ReadonlyMap<string, { readonly version: string }>,
): ReadonlyMap<string, string> => new Map([...own].map(([id, { version }]) => [id, version]));

const dataOf = ({ train, evaluation }: SeedRun): readonly string[] => [
  train.trainSet,
  train.devSet,
  ...(evaluation === null ? [] : [evaluation.evalSet, evaluation.facts]),
];

const pick = (known: Dependencies, names: readonly string[]): Dependencies =>
  Object.fromEntries(
    names.map((name) => {
      if (!Object.hasOwn(known, name)) throw new Error(`Cannot resolve the dependency ${name}`);
      return [name, known[name]];
    }),
  );

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
