import type { SelectionRequest } from "../../../app/select/request.js";
import { near } from "../../../app/text/written.js";
import { badInput, ExitCode } from "../../../base/errors.js";
import { plural } from "../../../base/text/plural.js";
import type { Answer } from "../../command.js";

/** What a crate is asked for with. */
export interface CrateOptions {
  readonly out: string | undefined;
  readonly formats: readonly string[];
  readonly anonymous: boolean;
  readonly paper: boolean;
  readonly from: string | undefined;
  readonly watch: number | undefined;
  readonly open: boolean;
}

/**
 * `report --format ro-crate --out DIR`, or a file that ends with .zip.
 * @throws AmtlError (2) without --out, and beside what a crate cannot hold.
 */
export async function crateAnswer(
  selection: SelectionRequest,
  { out, anonymous, formats, ...others }: CrateOptions,
): Promise<Answer> {
  const beside = (["paper", "from", "watch", "open"] as const).find(
    (name) => others[name] !== undefined && others[name] !== false,
  );
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
