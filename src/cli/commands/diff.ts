import { ExitCode } from "../../base/errors.js";
import { compare, type Compared } from "../../app/compare.js";
import { command } from "../command.js";
import { json } from "../options.js";
import { fittedTable } from "../../app/text/fitted-table.js";

/** `amtl-run diff A B`: which cells two tables disagree about. */
export default command({
  builder: (yargs) =>
    yargs
      .options({ json })
      .positional("a", { type: "string", demandOption: true, describe: "CSV of a table" })
      .positional("b", {
        type: "string",
        demandOption: true,
        describe: "another CSV of it, or paper for the printed numbers",
      })
      .option("tolerance", {
        type: "number",
        default: 0,
        requiresArg: true,
        describe: "largest difference that counts as equal",
      }),
  handler: async ({ a, b, tolerance }) => {
    const comparison = await compare({ a, b, tolerance });
    return {
      exitCode: comparison.differences.length === 0 ? ExitCode.done : ExitCode.failed,
      data: { a, b, tolerance, ...comparison },
      text: () => asText(a, b, comparison),
      notes:
        comparison.otherScale === null
          ? []
          : [
              `The paper's numbers are for orientation: profile ${comparison.otherScale} is another scale.`,
            ],
    };
  },
});

function asText(a: string, b: string, { compared, differences }: Compared): string {
  const found = differences.length === 1 ? "1 difference" : `${differences.length} differences`;
  const count = `${found} in ${compared} cells\n`;
  if (differences.length === 0) return count;
  const rows = differences.map(({ cell, row, column, field, a: left, b: right, delta }) => [
    cell,
    `${row}, ${column}`,
    field,
    left === "" ? "none" : left,
    right === "" ? "none" : right,
    delta === null ? "" : delta.toFixed(2),
  ]);
  return `A = ${a}\nB = ${b}\n${fittedTable(["cell", "", "field", "A", "B", "B - A"], rows, [0, 1, 2])}\n${count}`;
}
