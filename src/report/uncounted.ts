import { plural } from "../base/text/plural.js";
import { hasWords, placeWords, tableWords } from "./explanation/table-words.js";
import type { TableHeader } from "./table.js";

/** "2 more seeds are there, not counted. To count them: …": of a table that leaves some out; else nothing. */
export function uncountedLines(header: TableHeader): readonly string[] {
  const { seeds, uncounted = [] } = header;
  if (uncounted.length === 0) return [];
  const all = `--seeds ${[...seeds, ...uncounted].join(",")}`;
  const words = ["amtl-run report", ...tableWords(header), all, ...placeWords(header)];
  const [are, them] = uncounted.length === 1 ? ["is", "it"] : ["are", "them"];
  return [
    `${plural(uncounted.length, "more seed")} ${are} there, not counted. To count ${them}: ${hasWords(header) ? words.join(" ") : all}.`,
  ];
}
