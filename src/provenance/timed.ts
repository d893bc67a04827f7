import { stat } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileStamp } from "../base/file-stamp.js";
import { mapLimited } from "../base/map-limited.js";
import { noteName, notesIn } from "../base/notes.js";
import { fields, number, recordOf, text, type Shaped } from "../base/shape.js";
import type { Timed } from "../experiment/cost/predict.js";
import { FILES, trainDir } from "../store/paths.js";
import { trainSpec } from "../store/spec-shape.js";
import { RUN_FILES, type RunFiles } from "./run-files.js";

/** Folders that are read at a time. */
const AT_ONCE = 32;

/** A training of the folder with the time that it took. */
export interface TimedRun extends Timed {
  readonly trainId: string;
}

const noted = fields({ files: text, seconds: number, spec: trainSpec });

type Noted = Shaped<typeof noted>;

/** Reports ask at every call, and a folder of hundreds of runs takes longer to read than a table to make. */
const notes = notesIn<{ readonly runs: Readonly<Record<string, Noted>> }>(
  "times",
  fields({ runs: recordOf(noted) }),
);

/**
 * The trainings of a results folder that ended, with their times. Unreadable files are skipped; those that are as they
 * were are not read again.
 * @param root folder that holds train/; it need not exist.
 */
export async function readTimes(
  root: string,
  files: RunFiles = RUN_FILES,
): Promise<readonly TimedRun[]> {
  const ids = await readdir(join(root, "train")).catch(() => []);
  if (ids.length === 0) return [];
  const note = noteName(root);
  const known = new Map(Object.entries((await notes.recall(note))?.runs ?? {}));
  const states = await Promise.all(ids.map((id) => stateOf(trainDir(root, id))));
  const found = await mapLimited([...ids.keys()], AT_ONCE, async (at) => {
    const [id, state] = [ids[at], states[at]];
    const before = known.get(id);
    if (before?.files === state) return [[id, before] as const];
    const time = await timeOf(trainDir(root, id), files);
    if (time === null) return [];
    return [[id, { files: state ?? "", ...time }] as const];
  });
  const runs = found.flat();
  const kept = runs.filter(([, each]) => each.files !== "");
  if (kept.some(([id, each]) => known.get(id) !== each)) {
    await notes.remember(note, { runs: Object.fromEntries(kept) });
  }
  return runs.map(([trainId, { spec, seconds }]) => ({ trainId, spec, seconds }));
}

/** How long it took, of a training that ended; null where that is not to be had. */
async function timeOf(dir: string, files: RunFiles): Promise<Timed | null> {
  // The result comes last: provenance beside no result is of a training that is being redone.
  const [provenance, result, identity] = await Promise.all([
    files.provenance(dir).catch(() => null),
    files.training(dir).catch(() => null),
    files.identity(dir).catch(() => null),
  ]);
  const { seconds = 0 } = provenance?.state === "value" ? provenance.value : {};
  if (!(seconds > 0) || result?.state !== "value") return null;
  return identity === null || typeof identity === "string"
    ? null
    : { spec: identity.spec, seconds };
}

/** A file that was written less than this before, in ms, may change again within the tick of the file system's clock. */
const SETTLED = 2000;

/** What changes when a file does that a time rests on; null where one is absent, or too new to tell. */
async function stateOf(dir: string): Promise<string | null> {
  const found = await Promise.all(
    [FILES.provenance, FILES.result, FILES.spec].map((name) => factsOf(join(dir, name))),
  );
  return found.includes(null) ? null : found.join(" ");
}

/** With a callback: promises of Node's own take longer than the question. */
const factsOf = (path: string): Promise<string | null> =>
  new Promise((resolve) => {
    stat(path, (error, facts) => {
      const isSettled = error === null && Date.now() - facts.mtimeMs > SETTLED;
      resolve(isSettled ? fileStamp(facts).join(" ") : null);
    });
  });
