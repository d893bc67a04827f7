import { plural } from "../../base/text/plural.js";
import { numberOf } from "../cell.js";
import type { ReportDocument } from "../document/document.js";
import { scaleOf, type ReportTable } from "../table.js";
import { summaryOf } from "../verdicts/summary.js";
import { VERDICT_KINDS, type VerdictKind } from "../verdicts/verdict.js";

/** "table4: 12 equivalent, 5 undecidable at ±0.5, 2 missing"; at other scales how much is there. */
export function verdictLine(table: ReportTable): string {
  const found = summaryOf(table.list);
  return `${table.id}: ${found === null ? countText(table) : verdictsText(found)}`;
}

function verdictsText({
  counts,
  margin,
  reproduced,
  halfTrained,
  oneSeed,
}: NonNullable<ReturnType<typeof summaryOf>>): string {
  const parts = KINDS.filter((kind) => counts[kind] > 0).map((kind) =>
    kind === "undecidable"
      ? `${counts[kind]} undecidable at ±${margin}`
      : `${counts[kind]} ${kind}`,
  );
  const all =
    reproduced.of === 0
      ? ""
      : `; over all criteria ${reproduced.least} to ${reproduced.most} of ${reproduced.of}`;
  const half = halfTrained === 0 ? "" : `; ${halfTrained} of these half trained`;
  const single = oneSeed === 0 ? "" : `; ${oneSeed} of one seed, without a spread`;
  return `${parts.join(", ")}${all}${half}${single}`;
}

const KINDS = Object.keys(VERDICT_KINDS) as readonly VerdictKind[];

function countText({ list }: ReportTable): string {
  const own = list.filter(({ ours }) => ours.kind !== "no-experiment");
  if (own.length === 0) return `${plural(list.length, "printed number")}, none of ours`;
  const there = own.filter(({ ours }) => numberOf(ours) !== null);
  const half = own.filter(({ ours }) => ours.kind === "value" && ours.waiting > 0);
  const single = own.filter(({ ours }) => ours.kind === "value" && ours.aggregate.n === 1);
  const parts = [
    `${there.length} of ${plural(own.length, "cell")} have a number`,
    ...(half.length === 0 ? [] : [`${half.length} of them half trained`]),
    ...(single.length === 0 ? [] : [`${single.length} of one seed, without a spread`]),
  ];
  return `${parts.join(", ")}; no verdict`;
}

/** "5 seeds · profile paper · commit 0123456": what all tables were made with. */
export function madeLine({ tables, made }: ReportDocument): string {
  const scales = [...new Set(tables.map(scaleOf))];
  return [
    ...(scales.length === 1
      ? scales
      : [...new Set(tables.map(({ profile }) => `profile ${profile}`))]),
    ...(made === null
      ? []
      : [
          `amtl-run ${made.version}`,
          ...(made.commit === null
            ? []
            : [`commit ${made.commit.slice(0, 12)}${made.dirty === true ? " with changes" : ""}`]),
        ]),
  ].join(" · ");
}
