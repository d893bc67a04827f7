import type { Json } from "./json.js";
import { isTooDeep } from "./nesting.js";
import { shown as shownValue } from "./text/shown.js";

/**
 * What a value that was read must look like; reading by it gives the type. By hand: a schema library takes as long to
 * load as all the rest of a start, and every `plan` and `report` reads results.
 */
export interface Shape<T> {
  /** Why the value at `path` is not as it should be, or null. */
  readonly flaw: (value: unknown, path: string) => string | null;
  /** Whether the value is as it should be. */
  readonly fits: (value: unknown) => value is T;
}

/** The type that a shape checks. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

/** A field that may be absent. */
export interface OptionalShape<T> extends Shape<T> {
  readonly optional: true;
}

type OptionalKeys<S> = {
  [K in keyof S]: S[K] extends OptionalShape<unknown> ? K : never;
}[keyof S];

/** What {@link fields} checks. */
type Fields<S> = { readonly [K in Exclude<keyof S, OptionalKeys<S>>]: Shaped<S[K]> } & {
  readonly [K in OptionalKeys<S>]?: Shaped<S[K]>;
};

/** A shape by the function that finds a flaw in a value. */
const shape = <T>(flaw: Shape<T>["flaw"]): Shape<T> => ({
  flaw,
  fits: (value): value is T => flaw(value, "") === null,
});

const where = <T>(fits: (value: unknown) => value is T, expected: string): Shape<T> =>
  shape((value, path) =>
    fits(value) ? null : `${path === "" ? "it" : path} is ${shown(value)}, expected ${expected}`,
  );

const shown = (value: unknown): string => (value === undefined ? "absent" : shownValue(value, 60));

const isNumber = (value: unknown): value is number => Number.isFinite(value);

/** Whether the value is an object with fields, not a list. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const object = where(isObject, "an object");
const list = where((value) => Array.isArray(value), "a list");

export const number = where(isNumber, "a number");
export const text = where((value) => typeof value === "string", "a text");
export const bool = where((value) => typeof value === "boolean", "true or false");
export const count = where(
  (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0,
  "a count",
);
/** With room for rounding. */
export const percent = where(
  (value): value is number => isNumber(value) && value >= 0 && value < 100.001,
  "a percentage",
);

/** Any value that was read as JSON, unless it is nested so deep that it cannot be written again. */
export const json: Shape<Json> = shape((value, path) =>
  isTooDeep(value) ? `${path === "" ? "it" : path} is nested too deep` : null,
);

/** One of these values. */
export const oneOf = <const T extends string | number | null>(...values: readonly T[]): Shape<T> =>
  where(
    (value): value is T => values.some((each) => each === value),
    values.map((each) => JSON.stringify(each)).join(" or "),
  );

/** One of the names of these fields. */
export const keyOf = <K extends string>(names: Readonly<Record<K, unknown>>): Shape<K> =>
  where(
    (value): value is K => typeof value === "string" && Object.hasOwn(names, value),
    Object.keys(names).join(", "),
  );

export const nullable = <T>(of: Shape<T>): Shape<T | null> =>
  shape((value, path) => (value === null ? null : of.flaw(value, path)));

/** A field that may be absent. */
export const optional = <T>(of: Shape<T>): OptionalShape<T> => ({ ...of, optional: true });

/** An object with these fields; others may be there too. */
export const fields = <S extends Readonly<Record<string, Shape<unknown>>>>(
  shapes: S,
): Shape<Fields<S>> => {
  const entries = Object.entries(shapes);
  return shape((value, path) => {
    if (!isObject(value)) return object.flaw(value, path);
    for (const [name, of] of entries) {
      const found = value[name];
      if (found === undefined && "optional" in of) continue;
      if (!of.fits(found)) return of.flaw(found, join(path, name));
    }
    return null;
  });
};

/** An object whose values are all of one kind, whatever its keys. */
export const recordOf = <T>(of: Shape<T>): Shape<Readonly<Record<string, T>>> =>
  shape((value, path) =>
    isObject(value)
      ? firstOf(Object.keys(value), (name) =>
          of.fits(value[name]) ? null : of.flaw(value[name], join(path, name)),
        )
      : object.flaw(value, path),
  );

export const listOf = <T>(of: Shape<T>): Shape<readonly T[]> =>
  shape((value, path) => {
    if (!Array.isArray(value)) return list.flaw(value, path);
    // Lists are long, and paths are only asked for where something is wrong.
    const at = value.findIndex((each: unknown) => !of.fits(each));
    return at < 0 ? null : of.flaw(value[at], `${path}[${at}]`);
  });

/** What the first of these or the second checks. The flaw is that of the last. */
export const either = <A, B>(a: Shape<A>, b: Shape<B>): Shape<A | B> =>
  shape((value, path) => (a.fits(value) ? null : b.flaw(value, path)));

/** What all of these check together. */
export const both = <A, B>(a: Shape<A>, b: Shape<B>): Shape<A & B> =>
  shape((value, path) => a.flaw(value, path) ?? b.flaw(value, path));

/** A shape with a condition on top that no type says. */
export const checked = <T>(
  of: Shape<T>,
  flaw: (value: T, path: string) => string | null,
): Shape<T> => shape((value, path) => (of.fits(value) ? flaw(value, path) : of.flaw(value, path)));

/** A discriminated union: the shape of each member by the value of a field. */
export const byField = <S extends Readonly<Record<string, Shape<unknown>>>>(
  field: string,
  shapes: S,
): Shape<Shaped<S[keyof S]>> =>
  shape((value, path) => {
    if (!isObject(value)) return object.flaw(value, path);
    const name = value[field];
    return typeof name === "string" && Object.hasOwn(shapes, name)
      ? shapes[name].flaw(value, path)
      : `${join(path, field)} is ${shown(name)}, expected one of ${Object.keys(shapes).join(", ")}`;
  });

const join = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

/** The first complaint about several parts. */
function firstOf<T>(parts: readonly T[], flaw: (part: T) => string | null): string | null {
  for (const part of parts) {
    const found = flaw(part);
    if (found !== null) return found;
  }
  return null;
}
