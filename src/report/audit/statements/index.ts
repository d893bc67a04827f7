import { above } from "./above.js";
import { alternative } from "./alternative.js";
import { between } from "./between.js";
import { coverage, scoredSets } from "./coverage.js";
import { elsewhere, spelling } from "./elsewhere.js";
import { equals } from "./equals.js";
import { gap, smallerMean } from "./gap.js";
import { impliedBalance, impliedPredictions, seen } from "./implied.js";
import { ratio, share } from "./ratio.js";
import { duplicates, oneOrigin, samePair, sameRow } from "./repeats.js";
import { rescaled } from "./rescaled.js";
import type { StatementRule } from "./rule.js";
import { sharedThreshold } from "./shared-threshold.js";
import { counted, sizes } from "./sizes.js";
import { trend } from "./trend.js";

/** Kinds of statements that statements.json may hold. */
export const STATEMENT_RULES: readonly StatementRule[] = [
  equals,
  above,
  alternative,
  trend,
  rescaled,
  ratio,
  share,
  gap,
  smallerMean,
  seen,
  impliedPredictions,
  impliedBalance,
  sizes,
  counted,
  between,
  sameRow,
  samePair,
  duplicates,
  oneOrigin,
  scoredSets,
  coverage,
  elsewhere,
  spelling,
  sharedThreshold,
];
