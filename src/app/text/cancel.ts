import type { Asked } from "../cancel/cancel.js";

const runOf = ({ run, label }: { readonly run: string; readonly label: string }): string =>
  label === "" ? `run ${run}` : `run ${run} (${label})`;

/** What was asked, a line each. */
export function askedText(asked: readonly Asked[]): string {
  const lines = asked.map((each) => {
    switch (each.type) {
      case "command": {
        const what = `${each.host}, process ${each.pid}, to stop plan ${each.planId}`;
        return each.before ? `asked before: ${what}` : `asked ${what}: it writes checkpoints`;
      }
      case "run": {
        const who = each.host === null ? "its worker" : `${each.host}, process ${each.pid}`;
        const what = `${who}, to end ${runOf(each)}`;
        return each.before ? `asked before: ${what}` : `asked ${what} with a checkpoint`;
      }
      case "queued": {
        const what = `${each.host}, process ${each.pid}, not to begin ${runOf(each)}`;
        return `${each.before ? "asked before: " : "asked "}${what}`;
      }
      case "left":
        return `${runOf(each)} goes on: ${each.host}, process ${each.pid}, does it for another plan`;
      case "jobs": {
        const what = `jobs of plan ${each.planId}`;
        if (each.why !== null)
          return `${each.title} does not say whether it cancelled the ${what}: ${each.why}`;
        return `cancelled ${each.count} ${what}: what runs writes a checkpoint`;
      }
      case "job": {
        const what = `${runOf(each)}, which no node had begun`;
        if (each.why !== null)
          return `${each.title} does not say whether it cancelled ${what}: ${each.why}`;
        return `cancelled job ${each.ids?.join(", ")} of ${what}`;
      }
      case "idle":
        return each.state === "idle"
          ? `no process works on ${each.what}`
          : `${each.what} is not running: ${each.state}`;
    }
  });
  const shown = lines.length === 0 ? ["nothing is running"] : lines;
  return shown.map((line) => `${line}\n`).join("");
}
