import type { Difference, Run } from "../difference/parts.js";
import { linesDifference, linesOf, type Line } from "../difference/lines.js";
import { runsDifference } from "../difference/runs.js";
import { cells, report, runs as allRuns } from "./data.js";
import { differenceContent } from "./difference-content.js";
import { element, find } from "./elements.js";
import { errorsContent } from "./errors.js";
import { keepPlace, placeNow } from "./place.js";

/** What may be compared, and among what it is listed. */
interface Choice {
  readonly label: string;
  readonly group: string;
}

const KINDS = ["row", "column"] as const;
type Kind = Line["kind"] | "run";

/** Rows or columns of all tables, by "table4/AMTL". */
const lines: Readonly<Record<Line["kind"], ReadonlyMap<string, Line>>> = {
  row: linesBy("row"),
  column: linesBy("column"),
};

function linesBy(kind: Line["kind"]): ReadonlyMap<string, Line> {
  const all = report.tables.flatMap((table) => linesOf(kind, table));
  return new Map(all.map((line) => [`${line.table}/${line.name}`, line]));
}

const kindOf = (text: string | null): Kind => KINDS.find((kind) => kind === text) ?? "run";

/** Shows in what two rows, columns or runs differ; what is chosen stands in the address. */
export function startDifference(): void {
  const place = find("#difference", HTMLDetailsElement);
  const kind = find("#difference-kind", HTMLSelectElement);
  const sides = ["a", "b"].map((side) => find(`#difference-${side}`, HTMLSelectElement));
  const said = find("#difference-found", HTMLElement);
  const swap = find("#difference-swap", HTMLButtonElement);
  let filled = "";

  /** Hundreds of runs are listed when they are asked for. */
  const fill = (choices: ReadonlyMap<string, Choice>): void => {
    if (filled === kind.value) return;
    filled = kind.value;
    const first = [...choices.keys()];
    sides.forEach((side, at) => {
      side.replaceChildren(...optionsOf(choices));
      side.value = first[Math.min(at, first.length - 1)];
    });
  };
  const chosen = (): string[] => sides.map(({ value }) => value);
  const show = async (wanted: readonly (string | null)[]): Promise<void> => {
    const runs = new Map((await allRuns).map((run) => [run.id, run]));
    const what = kindOf(kind.value);
    fill(what === "run" ? runChoices(runs) : lineChoices(what));
    sides.forEach((side, at) => {
      const value = wanted[at] ?? "";
      if ([...side.options].some((option) => option.value === value)) side.value = value;
    });
    const [a, b] = chosen();
    const found = differenceOf(what, a, b, runs);
    const names = sides.map(({ value, selectedOptions }) =>
      what === "run" ? (selectedOptions.item(0)?.textContent ?? "") : value,
    );
    said.replaceChildren(
      ...(found === null
        ? ["Nothing to compare here."]
        : [...differenceContent(found, names), ...(await errorsContent(found.cells))]),
    );
  };
  const keep = (): void => {
    const [a, b] = chosen();
    keepPlace({ diff: kind.value, a, b });
  };
  const change = (): void => void show(chosen()).then(keep);
  const read = async (): Promise<void> => {
    const { words } = placeNow();
    const asked = words.get("diff");
    if (asked === null) return;
    kind.value = kindOf(asked);
    await show([words.get("a"), words.get("b")]);
    place.open = true;
    place.scrollIntoView();
  };
  place.addEventListener("toggle", () => {
    if (place.open) change();
    else keepPlace({ diff: "", a: "", b: "" });
  });
  for (const each of [kind, ...sides]) {
    each.addEventListener("change", change);
  }
  swap.addEventListener("click", () => void show(chosen().reverse()).then(keep));
  addEventListener("hashchange", () => void read());
  void read();
}

const lineChoices = (kind: Line["kind"]): ReadonlyMap<string, Choice> =>
  new Map([...lines[kind]].map(([id, { table, name }]) => [id, { label: name, group: table }]));

const runChoices = (runs: ReadonlyMap<string, Run>): ReadonlyMap<string, Choice> =>
  new Map([...runs].map(([id, { label }]) => [id, { label: `${label} (${id})`, group: "" }]));

function optionsOf(choices: ReadonlyMap<string, Choice>): readonly HTMLElement[] {
  const groups = new Map<string, HTMLElement[]>();
  for (const [id, { label, group }] of choices) {
    const option = element("option", { value: id }, label);
    groups.set(group, [...(groups.get(group) ?? []), option]);
  }
  return [...groups].flatMap(([label, options]) =>
    label === "" ? options : [element("optgroup", { label }, ...options)],
  );
}

function differenceOf(
  kind: Kind,
  a: string,
  b: string,
  runs: ReadonlyMap<string, Run>,
): Difference | null {
  if (kind === "run") {
    const [left, right] = [runs.get(a), runs.get(b)];
    if (left === undefined || right === undefined) return null;
    return runsDifference(left, right, [...cells.values()]);
  }
  const [left, right] = [lines[kind].get(a), lines[kind].get(b)];
  return left === undefined || right === undefined ? null : linesDifference(left, right, runs);
}
