import fc from "fast-check";
import { amtl } from "../../../src/methods/losses/amtl.js";
import { atl } from "../../../src/methods/losses/atl.js";
import { onBothEngines } from "../../support/models/engines.js";
import { assertClose, cases, evaluate, layoutOf } from "./cases.js";

const single = layoutOf([6]);
const segmented = layoutOf([1, 3, 2], 2.5);
const logit = fc.integer({ min: -1280, max: 1280 }).map((n) => n / 64);

onBothEngines("ATL and AMTL", () => {
  const runs = { numRuns: 40 };

  it("are the same with one segment and lambda 1", () => {
    fc.assert(
      fc.property(cases(single, logit, logit), (given) => {
        const one = evaluate(atl, single, {}, given);
        const other = evaluate(amtl, single, {}, given);
        assertClose(other.value, one.value);
        one.gradient.flat().forEach((want, i) => {
          assertClose(other.gradient.flat()[i], want);
        });
      }),
      runs,
    );
  });

  it("differ in that every slot gets the same gradient, and only the slots' sum counts", () => {
    const slots = segmented.segments.map(({ start }) => start);
    fc.assert(
      fc.property(
        cases(segmented, logit, logit),
        fc.integer({ min: -5, max: 5 }),
        (given, moved) => {
          const one = evaluate(amtl, segmented, {}, given);
          for (const row of one.gradient) {
            for (const slot of slots) assertClose(row[slot], row[slots[0]]);
          }
          const logits = given.logits.map((row) =>
            row.map((z, c) => (c === slots[0] ? z + moved : c === slots[1] ? z - moved : z)),
          );
          assertClose(evaluate(amtl, segmented, {}, { ...given, logits }).value, one.value);
        },
      ),
      runs,
    );
  });
});
