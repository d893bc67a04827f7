import { plural } from "../../base/text/plural.js";
import { sizeText } from "../../base/text/size.js";
import type { Forgotten, ForgottenPlan, ForgottenRun } from "../forget/forget.js";
import { countsText } from "./state.js";

/** Cells that are named; the rest are counted. */
const NAMED = 12;

/** What was taken away, and what was not and why, a line or two each. */
export const forgottenText = (found: readonly Forgotten[]): string =>
  found.flatMap((each) => (each.kind === "plan" ? planLines(each) : runLines(each))).join("");

function planLines(plan: ForgottenPlan & { readonly removed: boolean }): readonly string[] {
  const { planId, names, counts, bytes, removed, loses } = plan;
  const what = names.length === 0 ? planId : `${planId} (${names.join(", ")})`;
  const runs = counts === null ? "its runs stay" : `its runs stay: ${countsText(counts)}`;
  if (removed) return [`forgot plan ${what}, ${sizeText(bytes)}; ${runs}\n`];
  return [`kept plan ${what}: ${loses ?? ""}\n`, confirm(planId)];
}

function runLines(run: ForgottenRun & { readonly removed: boolean }): readonly string[] {
  const { run: id, label, cells, evaluations, bytes, removed, loses } = run;
  const what = label === "" ? `run ${id}` : `run ${id} (${label})`;
  const size = `${sizeText(bytes)}, ${plural(evaluations, "evaluation")}`;
  const lacking = loses === "its results" ? cellText(cells, removed) : "";
  if (removed) return [`forgot ${what}, ${size}${lacking}\n`];
  return [`kept ${what}: ${loses ?? ""} would be lost, ${size}${lacking}\n`, confirm(id)];
}

const confirm = (id: string): string => `  amtl-run forget ${id} --yes removes it\n`;

function cellText(cells: readonly string[], removed: boolean): string {
  if (cells.length === 0) return "; no plan says which cells need it";
  const more = cells.length - NAMED;
  const named = [...cells.slice(0, NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join(", ");
  return `; ${removed ? "missing now" : "missing then"}: ${named}`;
}
