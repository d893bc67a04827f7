import type { Random } from "../../../src/base/random.js";
import { NAMES, oddValue, pick } from "./values.js";

type Key = string | number;
type Path = readonly Key[];

const isTree = (value: unknown): value is object => typeof value === "object" && value !== null;

const keysOf = (value: object): readonly Key[] =>
  Array.isArray(value) ? [...value.keys()] : Object.keys(value);

const at = (value: unknown, path: Path): unknown =>
  path.reduce((inner, key) => (inner as Readonly<Record<Key, unknown>>)[key], value);

/** A place in a value, reached from above, so that fields of the whole are as likely as those of its many parts. */
function somePath(value: unknown, random: Random): Path {
  const path: Key[] = [];
  let inner = value;
  while (isTree(inner) && keysOf(inner).length > 0 && (path.length === 0 || random.below(4) > 0)) {
    const key = pick(random, keysOf(inner));
    path.push(key);
    inner = (inner as Readonly<Record<Key, unknown>>)[key];
  }
  return path;
}

/** The value with something else at a place; nothing where `change` gives no entries. */
function replaced(
  value: unknown,
  path: Path,
  change: (key: Key, value: unknown) => readonly (readonly [Key, unknown])[],
): unknown {
  const [key, ...rest] = path;
  const inner = value as Readonly<Record<Key, unknown>>;
  const entries = keysOf(inner).flatMap((each): readonly (readonly [Key, unknown])[] => {
    if (each !== key) return [[each, inner[each]]];
    if (rest.length === 0) return change(each, inner[each]);
    return [[each, replaced(inner[each], rest, change)]];
  });
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

function otherNumber(value: number, random: Random): number {
  return pick(random, [
    -value,
    value + 1,
    value - 1,
    value * 2,
    value / 2,
    value * 1e9,
    value + 0.5,
  ]);
}

function otherText(value: string, random: Random): string {
  const place = random.below(value.length + 1);
  const [head, tail] = [value.slice(0, place), value.slice(place)];
  return pick(random, [
    head,
    tail,
    value + value,
    value.toUpperCase(),
    `${head}${pick(random, ["\n", "\0", '"', "\\", ",", "../", "\ud800", " ", "é"])}${tail}`,
  ]);
}

/**
 * A value as it was, with something changed in it: a field or item of another kind, twice, under another name, or gone.
 * @param odd gives values of another kind.
 */
export function changedTree(value: unknown, random: Random, odd = oddValue): unknown {
  if (!isTree(value) || keysOf(value).length === 0) return odd(random);
  const path = somePath(value, random);
  const put = (item: unknown): unknown => replaced(value, path, (key) => [[key, item]]);
  const found = at(value, path);
  switch (random.below(10)) {
    case 0:
      return replaced(value, path, () => []);
    case 1:
      return replaced(value, path, (key, item) => [
        [key, item],
        [pick(random, NAMES), item],
      ]);
    case 2:
      return replaced(value, path, (_, item) => [[pick(random, NAMES), item]]);
    case 3:
      return put(at(value, somePath(value, random)));
    case 4:
      return put(random.below(2) === 0 ? [found] : { [pick(random, NAMES)]: found });
    case 5:
    case 6:
      if (typeof found === "number") return put(otherNumber(found, random));
      if (typeof found === "string") return put(otherText(found, random));
      return put(odd(random));
    default:
      return put(odd(random));
  }
}
