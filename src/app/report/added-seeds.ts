import { resultsRoot } from "../../store/paths.js";
import { listManifests, type Manifest } from "../../store/plans/manifests.js";
import type { SelectionRequest } from "../select/request.js";
import { select, type SelectedItem, type Selection } from "../select/select.js";
import { withDone } from "../until/trimmed.js";

/** A selection as reports show it. */
export interface ReportedSelection {
  readonly selection: Selection;
  /** Seeds that a cell may get at most, of the tables with cells that got some until a verdict was reached, by id. */
  readonly until: ReadonlyMap<string, number>;
}

const NONE: ReportedSelection["until"] = new Map();

/**
 * What a report is made of: the seeds that were asked for, and where none were, those of the experiments and what
 * `run --until decided` added to them in this results folder. Which seeds count is so said by plans that were written
 * down before anything was run, and by no result. Of added seeds only those that are done count: none is awaited.
 *
 * @throws AmtlError as `select`.
 */
export async function selectReported(request: SelectionRequest): Promise<ReportedSelection> {
  const usual = await select(request);
  if (request.seeds !== undefined) return { selection: usual, until: NONE };
  const root = resultsRoot(request.results);
  const plans = await plansUntil(root, usual);
  const most = Math.max(0, ...plans.map(({ until }) => until));
  const own = new Set(usual.items.flatMap(({ seeds }) => seeds));
  const added = plans.flatMap(({ seeds }) => seeds).filter((seed) => !own.has(seed));
  if (added.length === 0) return { selection: usual, until: NONE };
  const wider = await select({ ...request, seeds: [...new Set([...own, ...added])] });
  const done = await withDone(wider, root);
  const items = usual.items.map((item, at) => joined(item, done.items[at]));
  const until = items.flatMap(({ experiment, seeds }, at) =>
    seeds.length > usual.items[at].seeds.length ? [[experiment.id, most] as const] : [],
  );
  return { selection: { ...usual, items }, until: new Map(until) };
}

/** Of the plans of the selection's scale that added seeds until verdicts were reached: which, and how many at most. */
export async function plansUntil(
  root: string,
  { profile, variant }: Pick<Selection, "profile" | "variant">,
): Promise<readonly Required<Pick<Manifest, "seeds" | "until">>[]> {
  const found = await listManifests(root);
  return found.flatMap((each) => {
    if (each.state !== "present" || each.manifest.until === undefined) return [];
    const { seeds, until } = each.manifest;
    const isOfScale =
      each.manifest.profile === profile.id && (each.manifest.variant ?? null) === variant;
    return isOfScale ? [{ seeds, until }] : [];
  });
}

/** The seeds of an item, and others that are done. */
function joined(usual: SelectedItem, done: SelectedItem): SelectedItem {
  const part = (name: "whole" | "selected"): SelectedItem["whole"] => {
    const ids = new Set<string>();
    const cells = usual[name].cells.map((cell, at) => {
      const own = new Set(cell.results.map(({ seed }) => seed));
      const others = done[name].cells[at].results.filter(({ seed }) => !own.has(seed));
      for (const { trainId } of others) ids.add(trainId);
      return { ...cell, results: [...cell.results, ...others] };
    });
    const runs = done[name].runs.filter(({ trainId }) => ids.has(trainId));
    return { cells, runs: [...usual[name].runs, ...runs] };
  };
  const [whole, selected] = [part("whole"), part("selected")];
  const used = whole.cells.flatMap(({ results }) => results.map(({ seed }) => seed));
  return { ...usual, seeds: [...new Set([...usual.seeds, ...used])], whole, selected };
}
