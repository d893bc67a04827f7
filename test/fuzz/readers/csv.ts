import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compare } from "../../../src/app/diff/compare.js";
import { CSV_COLUMNS } from "../../../src/report/csv-row.js";
import { csvText } from "../../../src/report/csv-text.js";
import { bytesSample, type Reader } from "../reader.js";

const row = (cell: string, value: string): readonly string[] =>
  CSV_COLUMNS.map((name) => {
    if (name === "cell") return cell;
    if (name === "table") return "table4";
    if (name === "row") return 'a, "b"';
    return name === "ours_mean" || name === "paper" ? value : "";
  });

const text = csvText([CSV_COLUMNS, row("table4/r01/c1", "67.21"), row("table4/r02/c1", "66.00")]);

/** Tables as CSV, compared with one another and with the paper. */
export const reader: Reader = {
  id: "csv",
  share: 2,
  samples: [bytesSample("a.csv", text), bytesSample("b.csv", text.replaceAll("\r\n", "\n"))],
  read: async (bytes, name, folder) => {
    const [path, beside] = [join(folder, name), join(folder, "sound.csv")];
    await writeFile(beside, text);
    await writeFile(path, bytes);
    return [await compare({ a: path, b: beside }), await compare({ a: path, b: "paper" })];
  },
};
