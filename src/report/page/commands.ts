import { shellWord as word } from "../../base/text/shell-word.js";
import type { ReportCell } from "../cell.js";
import type { TableHeader } from "../table.js";

/** The command that makes exactly this cell again; null where no command does: a program of one's own, a file's table. */
export function againCommand(header: TableHeader, cell: ReportCell): string | null {
  if (cell.ours.kind === "no-experiment" || cell.ours.kind === "count") return null;
  return command(header, cell, header.seeds);
}

/** The command that adds so many seeds to a cell; the first numbers from 1 that it does not have. */
export function moreSeedsCommand(
  header: TableHeader,
  cell: ReportCell,
  more: number,
): string | null {
  const seeds = [...header.seeds];
  for (let seed = 1; seeds.length < header.seeds.length + more; seed++) {
    if (!seeds.includes(seed)) seeds.push(seed);
  }
  return command(header, cell, seeds);
}

function command(
  { id, profile, settings }: TableHeader,
  { cell }: ReportCell,
  seeds: readonly number[],
): string | null {
  if (settings.some((each) => each.startsWith("worker="))) return null;
  const options = settings.map((each) => {
    const [name, value = ""] = each.split("=");
    return name === "variant" || name === "limit" ? `--${name} ${value}` : `--set ${each}`;
  });
  return [
    "amtl-run run",
    word(id),
    `--profile ${profile}`,
    `--only ${word(`cell=${cell}`)}`,
    `--seeds ${seeds.join(",")}`,
    ...options,
  ].join(" ");
}
