import { groupBy } from "../../../base/group-by.js";
import type { ClaimOf } from "../claim.js";
import {
  all,
  sumOf,
  type Comparison,
  type Contrast,
  type Plan,
  type Reader,
} from "../comparison.js";
import { minus, ofRole, slotsOf, type Slot } from "../slots.js";

/** Each subject is above every rival of its group; or the best subject is. */
export function bestInColumn({ operands, params }: ClaimOf<"best-in-column">): Plan {
  const groups = groupBy(slotsOf(operands), ({ group }) => group);
  return {
    needed: all,
    comparisons: [...groups].flatMap(([group, members]) => {
      const rivals = ofRole(members, "best-among");
      const subjects = ofRole(members, "subject");
      if (rivals.length === 0 || subjects.length === 0) return [];
      if (params.subjects === "some") return [lead(group, subjects, rivals)];
      return subjects.map((subject) => lead(`${group} ${subject.item}`, [subject], rivals));
    }),
  };
}

function lead(at: string, subjects: readonly Slot[], rivals: readonly Slot[]): Comparison {
  const ways = subjects.map((subject) =>
    rivals.map((rival): Contrast => ({ terms: minus(subject, rival), bound: 0, strict: true })),
  );
  const best = (slots: readonly Slot[], read: Reader): number | null =>
    slots
      .map(({ terms }) => sumOf(terms, read))
      .reduce((a, b) => (a === null || b === null ? null : Math.max(a, b)));
  return {
    kind: "contrasts",
    at,
    ways,
    value: (read) => {
      const [own, other] = [best(subjects, read), best(rivals, read)];
      return own === null || other === null ? null : own - other;
    },
  };
}
