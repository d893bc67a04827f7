import assert from "node:assert/strict";
import { inputsOf, READERS } from "./readers/index.js";
import { readInputs, type Failure } from "./run.js";

/**
 * Some 1,000 inputs in all, 20,000 with AMTL_SLOW_TESTS; by hand, of another seed, as many as wished, of one reader:
 *
 *     AMTL_FUZZ_SEED=7 AMTL_FUZZ_INPUTS=50000 npx mocha --no-config dist/test/fuzz/fuzz.test.js --grep golden
 *
 * A failure names reader, seed and number, and prints the input without what it does not need.
 */
const SEED = Number(process.env.AMTL_FUZZ_SEED ?? 1);
const INPUTS = Number(
  process.env.AMTL_FUZZ_INPUTS ?? (process.env.AMTL_SLOW_TESTS === undefined ? 1000 : 20_000),
);

/** Characters of an input that are printed. */
const SHOWN = 500;

const failureText = (id: string, { number, name, wrong, input }: Failure): string =>
  [
    `${id}, seed ${SEED}, input ${number} (${name})`,
    wrong,
    ...(input === null ? [] : [JSON.stringify(input.toString("latin1").slice(0, SHOWN))]),
  ].join("\n");

describe("what is read from outside", function () {
  this.timeout(3_600_000);

  for (const reader of READERS) {
    const inputs = inputsOf(reader, INPUTS);
    it(`${reader.id}: a value or a user's error, of ${inputs} inputs`, async function () {
      const { failures, seconds, rss } = await readInputs(reader, SEED, inputs);
      this.test!.title += ` (${seconds.toFixed(1)} s of processor time, ${Math.round(rss / 2 ** 20)} MiB)`;
      assert.equal(failures.map((each) => failureText(reader.id, each)).join("\n\n"), "");
    });
  }
});
