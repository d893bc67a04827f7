import type { Argv } from "yargs";

/** Of every command that prints something to be read by programs too. */
export interface JsonOption {
  readonly json: boolean;
}

export const jsonOption = <T>(yargs: Argv<T>): Argv<T & JsonOption> =>
  yargs.option("json", { type: "boolean", default: false, describe: "print JSON" });
