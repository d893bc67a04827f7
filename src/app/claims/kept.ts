import { noteName, notesIn } from "../../base/notes.js";
import { fields, number, recordOf } from "../../base/shape.js";
import type { KeptNumbers } from "../../report/claims/measured.js";

const notes = notesIn<{ readonly numbers: Readonly<Record<string, number>> }>(
  "claims",
  fields({ numbers: recordOf(number) }),
);

/** As many as claims of some profiles come to; beyond, what was not asked for this time is dropped. */
const MOST = 10_000;

/** Numbers of claims that were found for a results folder, in the user's cache. */
export interface KeptClaims extends KeptNumbers {
  /** Writes what was added. */
  readonly write: () => Promise<void>;
}

/** @param root folder of runs. */
export async function keptFor(root: string): Promise<KeptClaims> {
  const name = noteName(root);
  const before = new Map(Object.entries((await notes.recall(name))?.numbers ?? {}));
  const used = new Map<string, number>();
  let isNew = false;
  return {
    recall: (key) => {
      const found = before.get(key);
      if (found !== undefined) used.set(key, found);
      return found;
    },
    keep: (key, value) => {
      isNew = true;
      before.set(key, value);
      used.set(key, value);
    },
    write: async () => {
      if (!isNew) return;
      const all = before.size > MOST ? used : before;
      await notes.remember(name, { numbers: Object.fromEntries(all) });
    },
  };
}
