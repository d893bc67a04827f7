import { mapLimited } from "../../base/map-limited.js";
import { readStanding, type Standing } from "../../state/log-tail.js";
import { clockOf, lookAt, type Look } from "../../state/look.js";
import { heartbeatAge } from "../../store/heartbeat.js";
import type { ManifestRun, ManifestState } from "../../store/manifests.js";
import { listParents, type FoundParent } from "../../store/parents.js";

export interface RunView {
  readonly run: ManifestRun;
  readonly look: Look;
  /** What the log says of a running run. */
  readonly standing: Standing | null;
  /** Seconds since the last heartbeat of a running run. */
  readonly beat: number | null;
}

export type Counts = Readonly<Record<Look["state"], number>>;

/** A plan as it is found. */
export type PlanView = {
  readonly planId: string;
  readonly parents: readonly FoundParent[];
} & (
  | { readonly state: "damaged"; readonly path: string; readonly why: string }
  | {
      readonly state: "present";
      readonly manifest: Extract<ManifestState, { state: "present" }>["manifest"];
      readonly runs: readonly RunView[];
      readonly counts: Counts;
      /** Until all runs that did not fail are done, at the present pace; null while nothing tells. */
      readonly secondsLeft: number | null;
    }
);

/** Logs that are read at a time. */
const AT_ONCE = 16;

/** How plans and their runs stand now. */
export async function gather(
  root: string,
  manifests: readonly ManifestState[],
): Promise<readonly PlanView[]> {
  const now = await clockOf(root);
  return await mapLimited(manifests, 4, async (found): Promise<PlanView> => {
    const planId = found.state === "present" ? found.manifest.planId : found.planId;
    const parents = await listParents(root, planId, now);
    if (found.state === "damaged") return { ...found, planId, parents };
    const { manifest } = found;
    const looks = await lookAt(root, manifest.runs, now);
    const pairs = manifest.runs.map((run, at) => ({ run, look: looks[at] }));
    const runs = await mapLimited(pairs, AT_ONCE, async ({ run, look }): Promise<RunView> => {
      if (look.state !== "running") return { run, look, standing: null, beat: null };
      const standing = await readStanding(look.dir);
      return { run, look, standing, beat: Math.max(0, await heartbeatAge(look.dir, now)) };
    });
    const counts = countOf(looks);
    return {
      state: "present",
      planId,
      parents,
      manifest,
      runs,
      counts,
      secondsLeft: leftOf(runs, counts),
    };
  });
}

function countOf(looks: readonly Look[]): Counts {
  const counts = { done: 0, running: 0, failed: 0, begun: 0, evaluate: 0, new: 0 };
  for (const { state } of looks) counts[state]++;
  return counts;
}

/** Runs of a plan that neither ended nor are under way. */
export const waitingOf = ({ begun, evaluate, new: fresh }: Counts): number =>
  begun + evaluate + fresh;

function leftOf(runs: readonly RunView[], counts: Counts): number | null {
  const paces = runs.flatMap(({ standing }) => {
    const progress = standing?.progress;
    if (progress == null || progress.stepsPerSecond <= 0) return [];
    const { step, steps, stepsPerSecond } = progress;
    return [{ left: (steps - step) / stepsPerSecond, whole: steps / stepsPerSecond }];
  });
  if (counts.running === 0 || paces.length === 0) return null;
  const mean = paces.reduce((sum, { whole }) => sum + whole, 0) / paces.length;
  const untold = counts.running - paces.length + counts.begun + counts.new;
  const work = paces.reduce((sum, { left }) => sum + left, untold * mean);
  return Math.max(work / counts.running, ...paces.map(({ left }) => left));
}
