import type { SelectionRequest } from "../../../app/select/request.js";
import { near } from "../../../app/text/written.js";
import { badInput, ExitCode } from "../../../base/errors.js";
import { plural } from "../../../base/text/plural.js";
import type { Answer } from "../../command.js";
import { givenOf, type WrittenOptions } from "./written-options.js";

/**
 * `report --format ro-crate --out DIR`, or a file that ends with .zip.
 * @throws AmtlError (2) without --out, and beside what a crate cannot hold.
 */
export async function crateAnswer(
  selection: SelectionRequest,
  options: WrittenOptions,
): Promise<Answer> {
  const { out, anonymous, formats } = options;
  const beside = givenOf(options, ["paper", "from", "watch", "open"]);
  if (out === undefined || out === "-" || formats.length > 1 || beside !== undefined) {
    throw badInput("Cannot write crate", {
      where: "--format ro-crate",
      expected:
        "a folder or .zip for --out, and no other format, --paper, --from, --watch or --open",
      got:
        beside !== undefined
          ? `--${beside}`
          : formats.length > 1
            ? formats.join(", ")
            : out === undefined
              ? "no --out"
              : "standard output",
      fix: "amtl-run report table4 --format ro-crate --out table4-crate",
    });
  }
  const [{ crateOf }, { writeCrate }] = await Promise.all([
    import("../../../app/report/crate.js"),
    import("../../../app/report/crate-out.js"),
  ]);
  const content = await crateOf(selection, anonymous);
  await writeCrate(out, content);
  const { steps, files } = content;
  return {
    exitCode: ExitCode.done,
    text: `wrote ${near(out)}: ${plural(steps.length, "run")}, ${plural(files.length, "file")}\n`,
    data: { crate: out, steps: steps.length, files: files.length },
  };
}
