import { noteName, notesIn } from "../../base/notes.js";
import { fields, recordOf, text } from "../../base/shape.js";

const notes = notesIn<{ readonly kinds: Readonly<Record<string, string>> }>(
  "asked",
  fields({ kinds: recordOf(text) }),
);

/** Raised by hand whenever the digests of what is asked for change. */
const VERSION = 1;

/**
 * What the evaluations of a results folder ask for, by digests in the user's cache: it follows from the id of each, so
 * that hundreds of files need not be read again to find those that ask for something else.
 */
export interface KeptKinds {
  /** Whether it is known to ask for none of these digests. */
  readonly isOther: (evalId: string, wanted: ReadonlyMap<string, unknown>) => boolean;
  readonly keep: (evalId: string, kind: string) => void;
  /** Writes what was added. */
  readonly write: () => Promise<void>;
}

/** @param root folder of runs. @param there ids of its evaluations: of others nothing is kept. */
export async function keptKinds(root: string, there: readonly string[]): Promise<KeptKinds> {
  const note = noteName(`${VERSION} ${root}`);
  const kinds = new Map(Object.entries((await notes.recall(note))?.kinds ?? {}));
  let isNew = false;
  return {
    isOther: (evalId, wanted) => {
      const kind = kinds.get(evalId);
      return kind !== undefined && !wanted.has(kind);
    },
    keep: (evalId, kind) => {
      isNew ||= kinds.get(evalId) !== kind;
      kinds.set(evalId, kind);
    },
    write: async () => {
      if (!isNew) return;
      const kept = there.flatMap((id) => {
        const kind = kinds.get(id);
        return kind === undefined ? [] : [[id, kind] as const];
      });
      await notes.remember(note, { kinds: Object.fromEntries(kept) });
    },
  };
}
