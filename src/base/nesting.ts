/** Brackets within brackets: far more than any file of ours or of other programs has, far fewer than end a recursion. */
export const DEEPEST = 500;

/** Whether a value that was read as JSON is nested deeper than functions that call themselves can follow. */
export function isTooDeep(value: unknown): boolean {
  let level: readonly object[] = treesIn([value]);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === DEEPEST) return true;
    level = level.flatMap((each) => treesIn(Object.values(each)));
  }
  return false;
}

const treesIn = (values: readonly unknown[]): readonly object[] =>
  values.filter((value): value is object => typeof value === "object" && value !== null);
