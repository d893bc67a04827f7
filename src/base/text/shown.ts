/**
 * Any value for a message: as JSON, cut off, whatever it is. What JSON cannot say (a function, a list within itself, a
 * value of another program's that throws when it is read, brackets nested a hundred thousand deep) is named by its kind.
 *
 * @param most characters at most.
 */
export function shown(value: unknown, most = 120): string {
  const text = typeof value === "string" ? quoted(value, most) : textOf(value);
  return text.length > most ? `${text.slice(0, most - 3)}...` : text;
}

/** Cut off before it is quoted: it may be as long as a file. */
const quoted = (value: string, most: number): string => JSON.stringify(value.slice(0, most));

function textOf(value: unknown): string {
  if (value === undefined) return "nothing";
  // JSON has none of them, but Python's json writes and reads them.
  if (typeof value === "number" && !Number.isFinite(value)) return "NaN or Infinity";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  try {
    // The types promise a text, and a value's own toJSON may give none.
    const text: unknown = JSON.stringify(value);
    return typeof text === "string" ? text : `an ${typeof value}`;
  } catch {
    return Array.isArray(value) ? "a list that JSON cannot say" : "an object that JSON cannot say";
  }
}
