import type { ErrorGroup } from "../errors/group.js";
import { packed } from "./packed.js";

/** Characters that counts may take in a page of one table; at the paper's scale they take a third of it. */
const MOST = 300_000;

/** What a page has of errors: packed, in as much detail as there is room for. */
export interface PageErrors {
  readonly groups: string;
  /** What was left out; empty: nothing. */
  readonly lacks: string;
}

/**
 * Documents are left out first, then relations. Of more tables there is more to hold, and less room for it.
 * @param tables how many the page has.
 */
export function pageErrors(groups: readonly ErrorGroup[], tables: number): PageErrors {
  const room = MOST / tables;
  const all = packedWithin(groups, room);
  if (all !== null) return { groups: all, lacks: "" };
  const relations = packedWithin(
    groups.map((group) => ({ ...group, documents: null })),
    room,
  );
  if (relations !== null) return { groups: relations, lacks: "documents" };
  return { groups: packed([]), lacks: "documents and relations" };
}

/** null where it takes more than there is room for. A part that does tells it in a fraction of the time. */
function packedWithin(groups: readonly ErrorGroup[], room: number): string | null {
  const part = groups.slice(0, Math.ceil(groups.length / 8));
  if (packed(part).length > room) return null;
  const whole = packed(groups);
  return whole.length > room ? null : whole;
}
