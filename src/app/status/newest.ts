import { listParents } from "../../store/plans/parents.js";
import { readLastCommand, type LastCommand } from "../../store/plans/last-command.js";
import type { ManifestState } from "../../store/plans/manifests.js";
import { idOf, isPlanId, selectPlans } from "../lookup/plans.js";

/** A plan with the command that worked on it last; null: nobody knows. */
export interface Touched {
  readonly plan: ManifestState;
  readonly last: LastCommand | null;
}

/** Plans that a name stands for besides the newest of them. */
export interface Older {
  readonly word: string;
  readonly count: number;
}

/** When a plan was last worked on, as text that sorts; damaged plans come last. */
const touchedAt = ({ plan, last }: Touched): string =>
  plan.state === "present" ? (last?.since ?? plan.manifest.created) : "";

/** Plans with their last commands, the one that was worked on last first. */
export async function byLastWork(
  root: string,
  plans: readonly ManifestState[],
): Promise<readonly Touched[]> {
  const touched = await Promise.all(
    plans.map(async (plan) => ({ plan, last: await readLastCommand(root, idOf(plan)) })),
  );
  return touched.sort((a, b) => touchedAt(b).localeCompare(touchedAt(a)));
}

/**
 * The plans that words mean, and how many a name passes over: of several plans of one name only the newest counts, and
 * those that a command is at work on. An id always counts.
 * @throws AmtlError (2) for a word that stands for no plan.
 */
export async function newestOf(
  root: string,
  words: readonly string[],
  plans: readonly Touched[],
  now: number,
): Promise<{ readonly plans: readonly Touched[]; readonly older: readonly Older[] }> {
  const chosen = new Set<Touched>();
  const older: Older[] = [];
  for (const word of words) {
    const named = new Set(
      selectPlans(
        [word],
        plans.map(({ plan }) => plan),
      ),
    );
    const found = plans.filter(({ plan }) => named.has(plan));
    const kept = await Promise.all(
      found.map(async ({ plan }, at) => {
        if (at === 0 || isPlanId(word, plan)) return true;
        return (await listParents(root, idOf(plan), now)).some(({ alive }) => alive);
      }),
    );
    found.forEach((each, at) => kept[at] && chosen.add(each));
    const count = kept.filter((is) => !is).length;
    if (count > 0) older.push({ word, count });
  }
  return { plans: plans.filter((each) => chosen.has(each)), older };
}
