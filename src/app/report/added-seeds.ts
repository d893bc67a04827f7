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
  /** Seeds of tables that have results and do not count, as nobody said so before they were run, by id. */
  readonly uncounted: ReadonlyMap<string, readonly number[]>;
}

/** What reports show beside a selection. */
export type Beside = Partial<Omit<ReportedSelection, "selection">>;

const NOTHING = { until: new Map(), uncounted: new Map() } as const;

/**
 * What a report is made of: the seeds that were asked for, and where none were, those of the experiments and what
 * `run --until decided` added to them in this results folder. Which seeds count is so said by plans that were written
 * down before anything was run, and by no result. Of added seeds only those that are done count: none is awaited. What
 * other plans of the paper's scale have added is named.
 *
 * @throws AmtlError as `select`.
 */
export async function selectReported(request: SelectionRequest): Promise<ReportedSelection> {
  const usual = await select(request);
  if (request.seeds !== undefined) return { selection: usual, ...NOTHING };
  const root = resultsRoot(request.results);
  const plans = await plansOf(root, usual);
  const marks = plans.flatMap(markOf);
  const most = Math.max(0, ...marks.map(({ until }) => until));
  const marked = new Set(marks.flatMap(({ seeds }) => seeds));
  const looked = usual.profile.id === "paper" ? plans : marks;
  const own = new Set(usual.items.flatMap(({ seeds }) => seeds));
  const added = looked.flatMap(({ seeds }) => seeds).filter((seed) => !own.has(seed));
  if (added.length === 0) return { selection: usual, ...NOTHING };
  const wider = await select({ ...request, seeds: [...new Set([...own, ...added])] });
  const done = await withDone(wider, root);
  const items = usual.items.map((item, at) => joined(item, done.items[at], marked));
  const until = items.flatMap(({ experiment, seeds }, at) =>
    seeds.length > usual.items[at].seeds.length ? [[experiment.id, most] as const] : [],
  );
  const uncounted = items.flatMap(({ experiment, seeds }, at) => {
    const others = done.items[at].seeds.filter((seed) => !seeds.includes(seed));
    return others.length === 0 ? [] : [[experiment.id, others] as const];
  });
  return {
    ...{ selection: { ...usual, items }, until: new Map(until) },
    uncounted: new Map(uncounted),
  };
}

type Mark = Required<Pick<Manifest, "seeds" | "until">>;

/** Which seeds count by a plan; none where it does not say. */
const markOf = ({ seeds, until }: Manifest): readonly Mark[] =>
  until === undefined ? [] : [{ seeds, until }];

/** Of the plans of the selection's scale that added seeds until verdicts were reached: which, and how many at most. */
export async function plansUntil(
  root: string,
  { profile, variant }: Pick<Selection, "profile" | "variant">,
): Promise<readonly Mark[]> {
  return (await plansOf(root, { profile, variant })).flatMap(markOf);
}

/** Plans of the selection's scale. */
async function plansOf(
  root: string,
  { profile, variant }: Pick<Selection, "profile" | "variant">,
): Promise<readonly Manifest[]> {
  const found = await listManifests(root);
  return found.flatMap((each) => {
    if (each.state !== "present") return [];
    const { manifest } = each;
    const isOfScale = manifest.profile === profile.id && (manifest.variant ?? null) === variant;
    return isOfScale ? [manifest] : [];
  });
}

/** The seeds of an item, and others that are done and count. */
function joined(
  usual: SelectedItem,
  done: SelectedItem,
  counted: ReadonlySet<number>,
): SelectedItem {
  const part = (name: "whole" | "selected"): SelectedItem["whole"] => {
    const ids = new Set<string>();
    const cells = usual[name].cells.map((cell, at) => {
      const own = new Set(cell.results.map(({ seed }) => seed));
      const others = done[name].cells[at].results.filter(
        ({ seed }) => counted.has(seed) && !own.has(seed),
      );
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
