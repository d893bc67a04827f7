import { shortId } from "../base/text/short-id.js";
import type { PlannedCell } from "../experiment/plan/plan.js";
import type { TrainingTime } from "../provenance/training-time.js";
import { aggregate } from "./aggregate.js";
import type { NotTimed, OurNumber } from "./cell.js";

/** Looks up how long a training took; null while it is not done. */
export type TimeSource = (trainId: string) => Promise<TrainingTime | null>;

/** A cell's time, and on what it was measured. */
export interface TimedCell {
  readonly ours: OurNumber;
  readonly devices: readonly string[];
}

/**
 * Minutes of a training, mean over the seeds that had their machine alone; one is enough. Where none had, the cell
 * says why not.
 */
export async function minutesOf(cell: PlannedCell, source: TimeSource): Promise<TimedCell> {
  const found = await Promise.all(
    cell.results.map(async ({ seed, trainId }) => ({
      seed,
      trainId,
      time: await source(trainId),
    })),
  );
  const usable = found.flatMap(({ seed, trainId, time }) =>
    time?.kind === "alone" ? [{ seed, trainId, ...time }] : [],
  );
  const mean = aggregate(usable.map(({ minutes }) => minutes));
  const devices = usable.map(({ device }) => device);
  if (mean === null) {
    const whys = found.flatMap(({ time }) => (time?.kind === "unusable" ? [time.why] : []));
    const [why] = whys;
    return { ours: whys.length === 0 ? { kind: "missing" } : { kind: "not-timed", why }, devices };
  }
  const runs = usable.map(({ trainId }) => shortId(trainId));
  const seeds = usable.map(({ seed }) => seed);
  return { ours: { kind: "value", aggregate: mean, runs, seeds, waiting: 0 }, devices };
}

/** Times of different devices cannot stand in one table: then none does. */
export function onOneDevice(cells: readonly TimedCell[]): readonly OurNumber[] {
  const devices = new Set(cells.flatMap((cell) => cell.devices));
  return cells.map(({ ours }) =>
    devices.size > 1 && ours.kind === "value" ? { kind: "not-timed", why: "devices" } : ours,
  );
}

/** Why a time is not shown, for the notes below a table. */
export const NOT_TIMED: Readonly<Record<NotTimed, string>> = {
  shared: "other processes worked on the machine while it trained",
  resumed: "it was interrupted, and who else worked on the machine before is not known",
  unrecorded: "whether it had its device alone was not recorded",
  damaged: "the record of how it was trained (provenance.json) cannot be read",
  devices: "its runs were not all made on one kind of device",
};
