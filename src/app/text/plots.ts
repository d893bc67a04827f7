import type { WrittenPlot } from "../report/plots.js";
import { near } from "./written.js";

/** What became of plots, a line each file, and a line each plot that has no data. */
export const plotLines = (written: readonly WrittenPlot[]): readonly string[] =>
  written.flatMap((each) =>
    "files" in each
      ? each.files.map((file) => `wrote ${near(file)}`)
      : [`no ${each.plot} of ${each.table}: ${each.lacks}`],
  );
