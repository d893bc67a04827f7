import type { Argv } from "yargs";

/** Of every command that writes tables. */
export interface FormatOption {
  readonly format: readonly string[] | undefined;
}

export const formatOption = <T>(yargs: Argv<T>): Argv<T & FormatOption> =>
  yargs.option("format", {
    type: "string",
    array: true,
    nargs: 1,
    describe: "write the tables in other formats too, e.g. latex,markdown (repeatable)",
  });

/** Ids of formats as they were typed; what writes them knows which there are. */
export const formatsOf = ({ format = [] }: FormatOption): readonly string[] =>
  format.flatMap((text) => text.split(","));
