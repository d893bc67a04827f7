import { relative } from "node:path";
import type { Report } from "../report/report.js";
import { plural } from "../../base/text/plural.js";

/** A path as it is short here: relative below the working directory. */
export function near(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") ? file : path;
}

/** What became of the files of a report's tables, a line each. */
export const writtenLines = ({ tables }: Report): readonly string[] =>
  tables.flatMap(({ id, written: { files, keptWider, dropped, failure } }) => [
    ...files.map((file) => `wrote ${near(file)}`),
    ...(keptWider === null ? [] : [`kept ${near(keptWider)}: it has more seeds`]),
    ...(dropped === null
      ? []
      : [
          `${near(dropped.file)} had ${plural(dropped.cells, "cell")} that ${id} does not have: two files with one id write one CSV`,
        ]),
    ...(failure?.isReadOnly === true
      ? [`wrote nothing: cannot write ${near(failure.error.details.where ?? "the folder")}`]
      : []),
  ]);
