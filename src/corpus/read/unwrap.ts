import { isObject } from "../../base/shape.js";

/** Names under which files of other tools have their one list. */
const WRAPPERS =
  /^(?:data|rows|docs|documents|examples|items|predictions|results?|train|dev|test|validation)$/i;

/** What mends an object in which the list stands that is meant ({"data": [...]}); null for others. */
export function unwrap(value: unknown): string | null {
  if (!isObject(value)) return null;
  const name = Object.keys(value).find((key) => WRAPPERS.test(key) && Array.isArray(value[key]));
  return name === undefined ? null : `write the list of its field ${JSON.stringify(name)} alone`;
}
