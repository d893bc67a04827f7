import type { FieldDifference, Run } from "./parts.js";

type Fields = Readonly<Record<string, string>>;

/** Fields that are not the same on both sides, in the order of a, then what b alone has. */
export const differentFields = (a: Fields, b: Fields): readonly FieldDifference[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) => {
    const [left, right] = [a[name] ?? "", b[name] ?? ""];
    return left === right ? [] : [{ name, a: left, b: right }];
  });

/** The facts of several runs in one: a field's values one after another, each once. */
export function factsOfAll(runs: readonly Run[]): Fields {
  const names = new Set(runs.flatMap(({ facts }) => Object.keys(facts)));
  const valuesOf = (name: string): string =>
    [...new Set(runs.map(({ facts }) => facts[name] ?? "none"))].sort().join(", ");
  return Object.fromEntries([...names].map((name) => [name, valuesOf(name)]));
}
