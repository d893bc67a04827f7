import { cancelJobs } from "../app/execution/cancel-jobs.js";
import { badInput, ExitCode } from "../base/errors.js";
import { shortId } from "../base/short-id.js";
import { clockOf, lookAt } from "../state/look.js";
import { listManifests, type Manifest, type ManifestState } from "../store/manifests.js";
import { listParents } from "../store/parents.js";
import { resultsRoot } from "../store/paths.js";
import { askPlan, askQueued, askRun, type Asked } from "./cancel/ask.js";
import { targetsOf, type Target } from "./cancel/targets.js";
import { askedText } from "./cancel/text.js";
import type { CommandModule } from "./command.js";
import { jsonOption, type JsonOption } from "./json-option.js";
import { plannedRuns, runIds } from "./run-words.js";

interface Options extends JsonOption {
  readonly targets: readonly string[] | undefined;
  readonly results: string | undefined;
}

/** `amtl-run cancel`: ends plans or single runs in order, from any machine that sees the results folder. */
const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(yargs)
      .positional("targets", {
        type: "string",
        array: true,
        describe: "plans (id, or what they were made for) or runs (id); default: the one at work",
      })
      .option("results", {
        type: "string",
        requiresArg: true,
        describe: "folder of runs and tables (default: AMTL_RESULTS, else results/)",
      }),
  handler: async (options) => {
    const root = resultsRoot(options.results);
    const now = await clockOf(root);
    const manifests = await listManifests(root);
    const planned = await plannedRuns(root);
    const ids = new Set([...(await runIds(root)), ...planned.keys()]);
    const words = options.targets ?? [];
    const targets =
      words.length === 0
        ? await onlyPlan(root, manifests, now)
        : targetsOf(words, manifests, [...ids]);
    const asked: Asked[] = [];
    for (const target of targets) {
      if (target.type === "run") {
        const known = planned.get(target.trainId);
        const run = known ?? { trainId: target.trainId, label: "", evalIds: [] };
        const [look] = await lookAt(root, [run], now);
        const plans = plansWith(manifests, run.trainId);
        const isOpen = look.state !== "running" && look.state !== "done";
        const waiting = isOpen ? await askQueued(root, run, look, plans, now) : [];
        const cancelled = isOpen ? await cancelJobs(root, plans, run.trainId) : [];
        const jobs = cancelled.map(({ ids, why, title }): Asked => {
          return { type: "job", run: shortId(run.trainId), label: run.label, ids, why, title };
        });
        const found = [...waiting, ...jobs];
        asked.push(...(found.length > 0 ? found : [await askRun(run, look)]));
      } else {
        const others = await parentsOfOthers(root, manifests, target.manifests, now);
        for (const manifest of target.manifests) {
          const found = await askPlan(root, manifest, others, now);
          // A command at work on the plan cancels its jobs itself, and waits for their checkpoints.
          const hasCommand = found.some(({ type }) => type === "command");
          const cancelled = hasCommand ? [] : await cancelJobs(root, [manifest.planId], null);
          const jobs = cancelled.map(({ planId, ids, why, title }): Asked => {
            return { type: "jobs", planId, count: ids?.length ?? null, why, title };
          });
          asked.push(...(jobs.length > 0 ? found.filter(({ type }) => type !== "idle") : found));
          asked.push(...jobs);
        }
      }
    }
    process.stdout.write(
      options.json ? `${JSON.stringify({ asked }, null, 2)}\n` : askedText(asked),
    );
    return ExitCode.done;
  },
};
export default command;

/**
 * The plan that is being worked on; none when there is none.
 * @throws AmtlError (2) when there are several: one of them might be somebody else's.
 */
async function onlyPlan(
  root: string,
  manifests: readonly ManifestState[],
  now: number,
): Promise<readonly Target[]> {
  const busy: Manifest[] = [];
  for (const found of manifests) {
    if (found.state === "damaged") continue;
    const parents = await listParents(root, found.manifest.planId, now);
    if (parents.some(({ alive }) => alive)) busy.push(found.manifest);
  }
  if (busy.length <= 1) return busy.map((manifest) => ({ type: "plans", manifests: [manifest] }));
  throw badInput("Several plans are being worked on", {
    expected: "which one: amtl-run cancel PLAN",
    got: busy.map(({ planId, names }) => `${planId} (${names.join(", ")})`).join(", "),
    fix: `amtl-run cancel ${busy[0].planId}`,
  });
}

const plansWith = (manifests: readonly ManifestState[], trainId: string): string[] =>
  manifests.flatMap((found) =>
    found.state === "present" && found.manifest.runs.some((run) => run.trainId === trainId)
      ? [found.manifest.planId]
      : [],
  );

async function parentsOfOthers(
  root: string,
  manifests: readonly ManifestState[],
  selected: readonly Manifest[],
  now: number,
) {
  const mine = new Set(selected.map(({ planId }) => planId));
  const others = manifests.flatMap((found) =>
    found.state === "present" && !mine.has(found.manifest.planId) ? [found.manifest.planId] : [],
  );
  const found = await Promise.all(others.map((planId) => listParents(root, planId, now)));
  return found.flat().filter(({ alive }) => alive);
}
