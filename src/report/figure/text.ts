import { hasPoints, numericPlaces, type FigureData, type FigureSeries } from "./data.js";
import { wrap } from "./wrap.js";

/** Lines of the drawing itself. */
const HEIGHT = 15;
/** Where several series have the same place. */
const SHARED = "*";
const MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * A figure in plain characters: a letter a series, a small one where the paper states a value of the same scale (a
 * value of another would leave ours no lines; the table has it). What the picture leaves out is said here too.
 *
 * @param width of the terminal in characters; no line is longer, unless a word is.
 * @returns null while nothing of ours is known: there is nothing to draw.
 */
export function figureText(figure: FigureData, width: number): string | null {
  if (!figure.series.some((series) => series.from === "here" && hasPoints(series))) return null;
  const marked = marksOf(figure);
  const values = marked.flatMap(({ points }) => points.flatMap(({ mean }) => mean ?? []));
  const low = Math.min(...values);
  const high = Math.max(...values);
  const left = Math.max(low.toFixed(2).length, high.toFixed(2).length);
  // Beyond a hundred columns a picture is only harder to read.
  const columns = columnsOf(figure.places, Math.min(width, 100) - left - 3);
  const last = Math.max(...columns);
  const lineOf = (mean: number): number =>
    high === low ? HEIGHT >> 1 : Math.round(((high - mean) / (high - low)) * (HEIGHT - 1));
  const grid = Array.from({ length: HEIGHT }, () => Array<string>(last + 2).fill(" "));
  for (const { mark, points } of marked) {
    points.forEach(({ mean }, place) => {
      if (mean === null) return;
      const line = grid[lineOf(mean)];
      line[columns[place]] = line[columns[place]] === " " ? mark : SHARED;
    });
  }
  const label = (line: number): string => {
    if (line === 0) return high.toFixed(2);
    return line === HEIGHT - 1 ? low.toFixed(2) : "";
  };
  return [
    figure.y,
    ...grid.map((line, index) => `${label(index).padStart(left)} |${line.join("")}`.trimEnd()),
    `${" ".repeat(left)} +${"-".repeat(last + 1)}`,
    `${" ".repeat(left + 2)}${placeLine(figure.places, columns)}`,
    `x: ${figure.x}`,
    ...wrap(legend(marked, grid), width, "   "),
    ...figure.captions.flatMap((caption) => wrap(caption.split(" "), width, " ")),
  ].join("\n");
}

type Marked = FigureSeries & { readonly mark: string };

/** Each row has a letter; those of the paper have it small. */
function marksOf({ series, isPaperScale }: FigureData): readonly Marked[] {
  const rows = [...new Set(series.map(({ row }) => row))];
  const drawn = series.filter(({ from }) => isPaperScale || from === "here").filter(hasPoints);
  return drawn.map((each) => {
    const mark = MARKS[rows.indexOf(each.row) % MARKS.length];
    return { ...each, mark: each.from === "here" ? mark : mark.toLowerCase() };
  });
}

const legend = (
  marked: readonly Marked[],
  grid: readonly (readonly string[])[],
): readonly string[] => [
  ...marked.map(({ mark, name }) => `${mark} ${name}`),
  ...(grid.some((line) => line.includes(SHARED)) ? [`${SHARED} several`] : []),
];

/** The column of each place: where its number is on the axis, else side by side; the last has room for its mark. */
function columnsOf(places: readonly string[], room: number): readonly number[] {
  const numbers = numericPlaces(places) ?? places.map((_, index) => index);
  const from = Math.min(...numbers);
  const span = Math.max(...numbers) - from;
  const last = Math.max(places.length, room - 4);
  return numbers.map(
    (number) => 1 + Math.round((span === 0 ? 0.5 : (number - from) / span) * last),
  );
}

/** The places below the axis; one that would touch the one before it is left out. */
function placeLine(places: readonly string[], columns: readonly number[]): string {
  const order = [...places.keys()].sort((a, b) => columns[a] - columns[b]);
  let line = "";
  for (const index of order) {
    const start = Math.max(0, columns[index] - (places[index].length >> 1));
    if (line === "" || start > line.length) line = line.padEnd(start) + places[index];
  }
  return line;
}
