import type { ReportDocument } from "../document/document.js";
import type { ReportTable } from "../table.js";

/** A form in which a table is written: a function of the table, one file in this folder, one line in its list. */
export interface Format {
  /** What `--format` calls it. */
  readonly id: string;
  /** End of the file's name: "wide.csv" gives table4.wide.csv. */
  readonly extension: string;
  /** Whether it is written with every report; else where it is asked for. */
  readonly isDefault: boolean;
  /** figure: a picture, which only figures have; it is written after the others. export: a part, for other programs. */
  readonly shows: "table" | "figure" | "export";
  /** Whether the cells are all that it shows: the runs behind them need not be read then. */
  readonly isOfCells?: true;
  /** Whether it shows the paper's claims. */
  readonly hasClaims?: true;
  /** Whether it shows what runs got right and wrong. */
  readonly hasErrors?: true;
  /** The file's content. */
  readonly render: (table: ReportTable) => string | Promise<string>;
  /** The content of a file of several tables; absent: one after another, with an empty line between. */
  readonly together?: (document: ReportDocument) => string | Promise<string>;
}
