import { shortId } from "../../base/text/short-id.js";
import { sizeText } from "../../base/text/size.js";
import type { ExportedModel } from "../export/export.js";

/** What was written where. */
export function textOf({ folder, files }: ExportedModel): string {
  const lines = Object.entries(files).map(
    ([name, { bytes }]) => `  ${name.padEnd(20)}${sizeText(bytes).padStart(10)}`,
  );
  return `${[folder, ...lines].join("\n")}\n`;
}

/** Which run it was, and what is missing. */
export const notesOf = ({ trainId, label, withoutLoader }: ExportedModel): readonly string[] => [
  `run ${shortId(trainId)}: ${label}`,
  ...(withoutLoader === null ? [] : [`weights only, without load.py: ${withoutLoader}`]),
];
