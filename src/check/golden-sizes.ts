import { badInput } from "../base/errors.js";
import type { GoldenValues } from "../contract/backbone-golden.js";
import type { Sizes } from "../contract/backbone.js";

/**
 * A backbone's sizes as a golden file's config has them.
 * @throws AmtlError (2), which makes the file unreadable, where it lacks a number or has one below 0.
 */
export function goldenSizes({ sizes: read }: GoldenValues, config: object): Sizes {
  const numbers = Object.entries(config).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number",
  );
  const sizes = read(Object.fromEntries(numbers));
  // Types promise numbers; a config may lack them.
  const wrong = Object.entries<unknown>(sizes).find(
    ([, value]) => value === undefined || (typeof value === "number" && !(value >= 0)),
  );
  if (wrong === undefined) return sizes;
  const [name, value] = wrong;
  throw badInput("The golden file lacks a size of the backbone", {
    where: `config (${name})`,
    expected: "a number from 0",
    got: value === undefined ? "nothing" : JSON.stringify(value),
  });
}
