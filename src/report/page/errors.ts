import type { ErrorGroup } from "../errors/group.js";
import { packed } from "./packed.js";

/** Characters that counts may take in a page: those of one table at the paper's scale take less. */
const MOST = 300_000;

/** What a page has of errors: packed, in as much detail as there is room for. */
export interface PageErrors {
  readonly groups: string;
  /** What was left out; empty: nothing. */
  readonly lacks: string;
}

/** Documents are left out first, then relations: a report of all tables has too many of them. */
export function pageErrors(groups: readonly ErrorGroup[]): PageErrors {
  const all = packed(groups);
  if (all.length <= MOST) return { groups: all, lacks: "" };
  const relations = packed(groups.map((group) => ({ ...group, documents: null })));
  if (relations.length <= MOST) return { groups: relations, lacks: "documents" };
  return { groups: packed([]), lacks: "documents and relations" };
}
