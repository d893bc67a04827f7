import type { Argv } from "yargs";

/** Of every command that prints something to be read by programs too. */
export interface JsonOption {
  readonly json: boolean;
}

export const jsonOption = <T>(yargs: Argv<T>): Argv<T & JsonOption> =>
  yargs.option("json", { type: "boolean", default: false, describe: "print JSON" });

/** Whether a program reads along. The words decide, since they may be what is wrong. */
export function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return (end < 0 ? argv : argv.slice(0, end)).includes("--json");
}
