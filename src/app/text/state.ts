import { basename, dirname } from "node:path";
import { ownerText } from "../../base/text/owner.js";
import { plural } from "../../base/text/plural.js";
import { canonicalJson, type Json } from "../../base/canonical.js";
import type { Damage, FieldChange, RunState, RunStateName } from "../../contract/run-state.js";
import { OPEN_STATES } from "../../report/open-run.js";
import type { StateCounts } from "../../state/counts.js";
import { shortId } from "../../base/text/short-id.js";

/** A field's value for people: hashes by their first digits, text without quotes. */
export function valueText(value: Json): string {
  if (value === null) return "nothing";
  if (typeof value !== "string") return canonicalJson(value);
  return /^[0-9a-f]{64}$/.test(value) ? shortId(value) : value;
}

/** "version:loss/atl 1 → 2". */
export const changeText = ({ name, from, to }: FieldChange): string =>
  `${name} ${valueText(from)} → ${valueText(to)}`;

/** How a run stands, in one phrase: every command says it with these words. */
export function stateText(state: RunState): string {
  switch (state.state) {
    case "done":
    case "new":
      return state.state;
    case "trained":
      return `trained, ${plural(state.missing, "evaluation")} missing`;
    case "running":
      return `running (${ownerText(state.owner)})`;
    case "failed":
      return `failed: ${state.kind}`;
    case "stopped":
      return state.why === "died" ? "stopped: its process died" : `stopped: ${state.why}`;
    case "damaged":
      return `damaged: ${fileText(state)}: ${state.why}`;
    case "changed":
      return `changed: ${state.fields.map(changeText).join(", ")}`;
  }
}

/** "result.json", "result.json of an evaluation". */
const fileText = ({ path }: Damage): string =>
  basename(dirname(dirname(path))) === "eval"
    ? `${basename(path)} of an evaluation`
    : basename(path);

/** What is damaged, a line each, where it is, and what to do about it; nothing where all files are whole. */
export function damageLines(
  runs: readonly { readonly trainId: string; readonly label: string; readonly state: RunState }[],
): readonly string[] {
  const lines = runs.flatMap(({ trainId, label, state }) =>
    state.state === "damaged"
      ? [`run ${shortId(trainId)} (${label}) is ${stateText(state)}`, `  file: ${state.path}`]
      : [],
  );
  return lines.length === 0
    ? []
    : [...lines, "  fix: run the same table again; damaged files are set aside"];
}

/** In the order in which a person wants to see them. */
export const STATES: readonly RunStateName[] = [...OPEN_STATES, "new", "done"];

/** "1 done, 2 failed, 1 new": what is done first, then what needs attention. */
export const countsText = (counts: StateCounts): string =>
  (["done", ...STATES.filter((name) => name !== "done")] as const)
    .filter((name) => counts[name] > 0 || name === "done")
    .map((name) => `${counts[name]} ${name}`)
    .join(", ");
