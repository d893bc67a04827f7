import type { ReportCell } from "./cell.js";

/** How a cell stands, in a word or two; empty for what only the paper has. */
export function cellState({ ours }: ReportCell): string {
  switch (ours.kind) {
    case "value":
      if (ours.waiting > 0) return "half trained";
      return ours.aggregate.n === 1 ? "one seed" : "done";
    case "count":
      return "done";
    case "missing":
      return ours.state ?? "missing";
    case "no-experiment":
      return "";
    case "no-data":
    case "no-file":
    case "no-scores":
    case "no-stand-in":
    case "not-timed":
      return ours.kind;
  }
}
