import { groupBy } from "../../base/group-by.js";
import type { ClaimOperand } from "./claim.js";

/** A value that takes part in a comparison: an operand times its factor, less its base where it has one. */
export interface Slot {
  readonly role: string;
  readonly group: string;
  readonly item: string;
  readonly band: string;
  readonly x: number;
  readonly terms: readonly Term[];
}

export interface Term {
  readonly operand: ClaimOperand;
  readonly weight: number;
}

const BASE = "-base";

/** Operands with the bases that are subtracted from them. */
export function slotsOf(operands: readonly ClaimOperand[]): readonly Slot[] {
  const slots = new Map<string, Slot>();
  for (const operand of operands) {
    const isBase = operand.role.endsWith(BASE);
    const role = isBase ? operand.role.slice(0, -BASE.length) : operand.role;
    const { group, item = "", band = "", x = NaN, times = 1 } = operand;
    const key = JSON.stringify([role, group, item, band, String(x)]);
    const term = { operand, weight: isBase ? -times : times };
    const known = slots.get(key);
    slots.set(key, { role, group, item, band, x, terms: [...(known?.terms ?? []), term] });
  }
  return [...slots.values()];
}

export const ofRole = (slots: readonly Slot[], role: string): readonly Slot[] =>
  slots.filter((slot) => slot.role === role);

/** A sum times a factor. */
export const scaled = (terms: readonly Term[], factor: number): readonly Term[] =>
  terms.map((term) => ({ ...term, weight: factor * term.weight }));

/** The sum of slots, each with its weight. */
export const weighted = (
  ...parts: readonly (readonly [slot: Slot, weight: number])[]
): readonly Term[] => parts.flatMap(([{ terms }, weight]) => scaled(terms, weight));

export const minus = (left: Slot, right: Slot): readonly Term[] => weighted([left, 1], [right, -1]);

/** Left minus right for each pair of a group and item, by group. */
export function pairsOf(slots: readonly Slot[]): ReadonlyMap<string, readonly (readonly Term[])[]> {
  const pairs = [...groupBy(slots, ({ group }) => group)].map(([group, members]) => {
    const rights = new Map(ofRole(members, "right").map((slot) => [slot.item, slot]));
    const differences = ofRole(members, "left").flatMap((left) => {
      const right = rights.get(left.item);
      return right === undefined ? [] : [minus(left, right)];
    });
    return [group, differences] as const;
  });
  return new Map(pairs.filter(([, differences]) => differences.length > 0));
}

/** The mean of several sums. */
export const meanOfTerms = (sums: readonly (readonly Term[])[]): readonly Term[] =>
  sums.flatMap((terms) => terms.map((term) => ({ ...term, weight: term.weight / sums.length })));
