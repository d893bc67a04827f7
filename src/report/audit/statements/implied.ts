import { fields, listOf, number, oneOf, text } from "../../../base/shape.js";
import { balanceFrom, precisionFrom, seenShare } from "../balance.js";
import { mean, shown } from "../numbers.js";
import { allCells, valueOf } from "../operand.js";
import type { Paper } from "../paper.js";
import { statementRule } from "./rule.js";

const scores = { f1: text, ignF1: text, recall: text };

const shareOf = (
  paper: Paper,
  { f1, ignF1, recall }: Readonly<Record<keyof typeof scores, string>>,
): number => seenShare(valueOf(paper, f1), valueOf(paper, ignF1), valueOf(paper, recall));

/** F1, Ign-F1 and recall of one model, printed in different places. */
export const seen = statementRule(
  "seen-share",
  "F1, Ign-F1 and recall give the share of seen facts that was counted elsewhere",
  fields({ ...scores, share: number, within: number }),
  (paper, params) => {
    const found = shareOf(paper, params);
    return {
      verdict: Math.abs(found - params.share) <= params.within ? "ok" : "mismatch",
      message: `a share of ${shown(found, 4)}, elsewhere ${shown(params.share, 4)}`,
      cells: allCells([params.f1, params.ignF1, params.recall]),
    };
  },
);

/** More or fewer predictions, from F1 and recall. */
export const impliedPredictions = statementRule(
  "implied-predictions",
  "the number of predictions that F1 and recall imply goes the way that the text says",
  fields({ points: listOf(fields({ f1: text, recall: text })), goes: oneOf("up", "down") }),
  (paper, { points, goes }) => {
    // Predictions are gold · recall / precision; gold is one for all points.
    const found = points.map(({ f1, recall }) => {
      const r = valueOf(paper, recall);
      return r / precisionFrom(valueOf(paper, f1), r);
    });
    const change = found[found.length - 1] / found[0] - 1;
    return {
      verdict: (goes === "up" ? change : -change) > 0 ? "ok" : "mismatch",
      message: `implied predictions change by ${shown(100 * change, 1)} %, said to go ${goes}`,
      cells: allCells(points.flatMap(({ f1, recall }) => [f1, recall])),
    };
  },
);

const pair = fields({ f1: text, ignF1: text });

/** What a gain is made of: precision given up for recall. */
export const impliedBalance = statementRule(
  "implied-balance",
  "gains come from better scores at the same balance, not from a moved threshold: ambiguous where precision is given up for recall, or the gain goes with how far precision exceeded recall",
  fields({
    seen: fields(scores),
    rows: listOf(fields({ name: text, before: pair, after: pair })),
  }),
  (paper, { seen: from, rows }) => {
    const share = shareOf(paper, from);
    const balance = (of: { readonly f1: string; readonly ignF1: string }) =>
      balanceFrom(valueOf(paper, of.f1), valueOf(paper, of.ignF1), share);
    const found = rows.map(({ name, before, after }) => ({
      name,
      before: balance(before),
      after: balance(after),
      gain: valueOf(paper, after.f1) - valueOf(paper, before.f1),
    }));
    const moved =
      found.length < 3
        ? found.every(
            ({ before, after }) =>
              after.precision < before.precision && after.recall > before.recall,
          )
        : correlation(
            found.map(({ before }) => before.precision - before.recall),
            found.map(({ gain }) => gain),
          ) > 0.5;
    const text = ({ precision, recall }: (typeof found)[number]["before"]) =>
      `${shown(precision, 1)} / ${shown(recall, 1)}`;
    return {
      verdict: moved ? "ambiguous" : "ok",
      message: `P / R ${found.map(({ name, before, after }) => `${name} ${text(before)} to ${text(after)}`).join(", ")}`,
      cells: allCells(
        rows.flatMap(({ before, after }) => [before.f1, before.ignF1, after.f1, after.ignF1]),
      ),
    };
  },
);

function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean(x), mean(y)];
  const sum = (f: (at: number) => number) => x.reduce((total, _, at) => total + f(at), 0);
  const [xx, yy] = [sum((at) => (x[at] - mx) ** 2), sum((at) => (y[at] - my) ** 2)];
  return sum((at) => (x[at] - mx) * (y[at] - my)) / Math.sqrt(xx * yy);
}
