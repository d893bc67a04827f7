import type { ReportCell } from "../cell.js";

const WIDTH = 60;
const HEIGHT = 14;
/** Room for half a mark at both ends. */
const EDGE = 4;

/** Where a cell's values lie beside the printed one. @param band where a mean of the paper's seeds would fall. */
export interface StripScale {
  readonly low: number;
  readonly high: number;
}

/** The places of all that a strip shows, from end to end; null where there are no values. */
export function stripScale(
  { ours, paper }: ReportCell,
  band: readonly [number, number] | null,
): StripScale | null {
  if (ours.kind !== "value") return null;
  const printed = paper === null || paper.text === "" ? [] : [Number(paper.text)];
  const all = [...ours.aggregate.values, ...printed, ...(band ?? [])];
  return { low: Math.min(...all), high: Math.max(...all) };
}

/** Pixels from the left. */
export const stripPlace = (value: number, { low, high }: StripScale): number =>
  high === low ? WIDTH / 2 : EDGE + ((value - low) / (high - low)) * (WIDTH - 2 * EDGE);

/** A dot a seed, the band, and the printed value as a hollow tick; what all strips share is in the style sheet. */
export function stripSvg(cell: ReportCell, band: readonly [number, number] | null): string {
  const scale = stripScale(cell, band);
  if (scale === null || cell.ours.kind !== "value") return "";
  const x = (value: number): string => stripPlace(value, scale).toFixed(1);
  const dots = cell.ours.aggregate.values.map((value) => `<circle cx="${x(value)}" />`);
  const range =
    band === null
      ? ""
      : `<rect class="band" x="${x(band[0])}" width="${(stripPlace(band[1], scale) - stripPlace(band[0], scale)).toFixed(1)}"/>`;
  const { paper } = cell;
  const tick =
    paper === null || paper.text === ""
      ? ""
      : `<rect class="tick" x="${(stripPlace(Number(paper.text), scale) - 1.5).toFixed(1)}" />`;
  return `<svg class="strip" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">${range}${dots.join("")}${tick}</svg>`;
}
