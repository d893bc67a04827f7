import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import type { FileReport } from "../../../src/check/checker.js";
import { goldenFolder } from "../../../src/check/find.js";
import { checkPaths } from "../../../src/check/index.js";
import { withFiles } from "../temporary.js";

export type Value = null | boolean | number | string | Value[] | { [name: string]: Value };
export type Path = readonly (string | number)[];

/** A golden file of a plugin as plain data that may be changed. */
export const pluginFile = async (name: string): Promise<Value> =>
  JSON.parse(await readFile(join(goldenFolder(), "plugins", `${name}.json`), "utf8")) as Value;

/** What stands at a path. */
export function at(value: Value, path: Path): Value {
  return path.reduce<Value>((found, key) => {
    if (Array.isArray(found)) return found[Number(key)];
    if (typeof found === "object" && found !== null) return found[key];
    throw new Error(`Nothing stands at ${path.join(".")}`);
  }, value);
}

/** Puts something in the place of what stands at a path; undefined takes it away. */
export function put(value: Value, path: Path, given: Value | undefined): void {
  const holder = at(value, path.slice(0, -1));
  const last = path[path.length - 1];
  if (Array.isArray(holder)) {
    if (given === undefined) holder.splice(Number(last), 1);
    else holder[Number(last)] = given;
  } else if (typeof holder === "object" && holder !== null) {
    if (given === undefined) Reflect.deleteProperty(holder, last);
    else holder[last] = given;
  }
}

export const change = (value: Value, path: Path, by: (old: Value) => Value): void => {
  put(value, path, by(at(value, path)));
};

/** The report of a golden file with that content. */
export async function reportOf(content: Value): Promise<FileReport> {
  const reports: FileReport[] = [];
  await withFiles({ "plugin.json": content }, async (folder) => {
    for await (const report of checkPaths([folder], { engine: "native", tf })) reports.push(report);
  });
  return reports[0];
}

/** A list with each entry at its place by `order`: entry i of the result is entry order[i] of the list. */
export const taken = (list: Value, order: readonly number[]): Value =>
  Array.isArray(list) ? order.map((i) => list[i]) : list;

/** A tensor whose entries along an axis stand in another order; entries that are not in `order` are left out. */
export function along(tensor: Value, axis: number, order: readonly number[]): Value {
  const shape = at(tensor, ["shape"]) as number[];
  const data = at(tensor, ["data"]) as number[];
  const inner = shape.slice(axis + 1).reduce((product, n) => product * n, 1);
  const outer = shape.slice(0, axis).reduce((product, n) => product * n, 1);
  const size = shape[axis];
  return {
    shape: shape.map((n, i) => (i === axis ? order.length : n)),
    data: Array.from({ length: outer }, (_, o) =>
      order.map((i) => data.slice((o * size + i) * inner, (o * size + i + 1) * inner)),
    ).flat(2),
  };
}
