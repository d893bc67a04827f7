import type { Argv } from "yargs";
import type { ExitCode } from "../base/errors.js";

/** A command's heavy half, imported only when the command runs. */
export interface CommandModule<Options> {
  /** Declares positionals and options; nothing else. */
  readonly builder: (yargs: Argv) => Argv<Options>;
  readonly handler: (options: Options) => Promise<ExitCode>;
}

/** A command whatever its options are; yargs makes sure that its handler gets what its builder declared. */
export interface AnyCommand {
  readonly builder: (yargs: Argv) => Argv;
  readonly handler: (options: never) => Promise<ExitCode>;
}

/** A line of `--help`, and where the rest of the command is. */
export interface CommandEntry {
  /** yargs syntax: "eval <predictions>". */
  readonly command: string;
  readonly describe: string;
  readonly load: () => Promise<{ readonly default: AnyCommand }>;
}
