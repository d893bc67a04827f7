import { splitLabel } from "../../methods/datasets/registry.js";
import { METRICS } from "../../methods/vocab.js";
import type { ReportCell } from "../cell.js";
import { scaleNotes } from "../scale-notes.js";
import { scaleOf, type ReportTable } from "../table.js";

/** A place on the x axis and what a series has there. */
export interface FigurePoint {
  /** The label of the place. */
  readonly x: string;
  /** null: nothing is known there. */
  readonly mean: number | null;
  /** The sample's standard deviation over seeds; null where there are fewer than two. */
  readonly std: number | null;
}

export interface FigureSeries {
  /** The row that it shows; ours and the paper's series of it look alike. */
  readonly row: string;
  readonly name: string;
  /** paper: what the paper states; its curves are not printed as numbers, so these are single points. */
  readonly from: "here" | "paper";
  /** One for each place, in order. */
  readonly points: readonly FigurePoint[];
}

/** A figure as plain data: what is drawn as SVG and on a terminal. */
export interface FigureData {
  readonly id: string;
  readonly title: string;
  /** Profile, settings and seeds. */
  readonly scale: string;
  /** Names of the axes, with units. */
  readonly x: string;
  readonly y: string;
  readonly places: readonly string[];
  /** The paper's come last. */
  readonly series: readonly FigureSeries[];
  /** Whether the paper's points are of the same scale as ours; else they are for orientation. */
  readonly isPaperScale: boolean;
  /** What is not drawn. */
  readonly captions: readonly string[];
}

/** What is drawn of a figure: series and points of its cells; null for a table. */
export function figureOf(table: ReportTable): FigureData | null {
  const { id, title, x, rows, cells } = table;
  if (x === null) return null;
  const places = table.columns.map(({ label }) => label);
  const series = (from: FigureSeries["from"], value: (cell: ReportCell | null) => Value) =>
    rows.map((row, index) => ({
      row,
      name: from === "here" ? row : `${row} (paper)`,
      from,
      points: places.map((place, column) => ({ x: place, ...value(cells[index][column]) })),
    }));
  const ours = series("here", ourPoint);
  const paper = series("paper", paperPoint).filter(hasPoints);
  return {
    id,
    title,
    scale: scaleOf(table),
    x,
    y: [...new Set(table.list.map(yAxis))].join(" or "),
    places,
    series: [...ours, ...paper],
    isPaperScale: table.profile === "paper",
    captions: [...captionsOf(table.list, ours), ...scaleNotes(table.profile, table.list)],
  };
}

/** Whether a series has anything to draw. */
export const hasPoints = ({ points }: FigureSeries): boolean =>
  points.some(({ mean }) => mean !== null);

/** Where the places of an x axis stand as numbers; null where one of them is none. */
export function numericPlaces(places: readonly string[]): readonly number[] | null {
  const numbers = places.map((place) => (place.trim() === "" ? NaN : Number(place)));
  return numbers.every(Number.isFinite) ? numbers : null;
}

type Value = Omit<FigurePoint, "x">;
const NOTHING: Value = { mean: null, std: null };

const ourPoint = (cell: ReportCell | null): Value =>
  cell?.ours.kind === "value"
    ? { mean: cell.ours.aggregate.mean, std: cell.ours.aggregate.std }
    : NOTHING;

const paperPoint = (cell: ReportCell | null): Value => {
  const text = cell?.paper?.text ?? "";
  return text === "" ? NOTHING : { mean: Number(text), std: null };
};

/** "F1 on Re-DocRED dev (percent)". */
function yAxis({ description: { metric, eval: scored, unit } }: ReportCell): string {
  const name = (METRICS as Readonly<Record<string, string>>)[metric] ?? metric;
  return `${name}${scored === "" ? "" : ` on ${splitLabel(scored)}`} (${unit})`;
}

function captionsOf(
  cells: readonly ReportCell[],
  ours: readonly FigureSeries[],
): readonly string[] {
  const absent = ours.flatMap((series) => {
    const places = series.points.filter(({ mean }) => mean === null).map(({ x }) => x);
    if (places.length === 0) return [];
    return [hasPoints(series) ? `${series.row} at ${places.join(", ")}` : series.row];
  });
  const waiting = cells
    .filter(({ ours: value }) => value.kind === "value" && value.waiting > 0)
    .map(({ row, column }) => `${row} at ${column}`);
  return [
    ...(absent.length > 0 ? [`No data for: ${absent.join("; ")}.`] : []),
    ...(waiting.length > 0 ? [`Seeds still to come: ${waiting.join("; ")}.`] : []),
  ];
}
