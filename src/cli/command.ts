import type { Argv } from "yargs";
import type { ExitCode } from "../base/errors.js";

/** What a command answers. It prints nothing itself: main writes the answer, as text or as JSON. */
export interface Answer {
  readonly exitCode: ExitCode;
  /** What `--json` prints; absent where lines have said it all, or where there is no `--json`. */
  readonly data?: object;
  /** What is printed without `--json`, its last line end included. A function is called only when it is needed. */
  readonly text?: string | (() => string);
  /** Whether the text is a shell's script, of which no line may be folded. */
  readonly isScript?: boolean;
  /** Whether the text is the content of a file, of which no byte may change. */
  readonly isFile?: boolean;
  /** Lines on standard error, with and without `--json`. */
  readonly notes?: readonly string[];
}

/** For commands that say something before they end: events, what they found so far, a log as it grows. */
export interface Output {
  /** Writes a line on standard output: a string as it is, an object as JSON. */
  readonly line: (value: string | object) => void;
  /** Writes a line on standard error. */
  readonly note: (line: string) => void;
  /** Standard output where it is a terminal, for what is redrawn in place; else null. */
  readonly terminal: NodeJS.WriteStream | null;
}

/** A command's heavy half, imported only when the command runs. */
interface CommandModule<Options> {
  /** The words that its first positional may be, where it is an action: others are refused, completion offers these. */
  readonly actions?: readonly string[];
  /** Whether the word `-` stands for standard input, which its handler gets as "/dev/stdin". */
  readonly readsInput?: boolean;
  /** Declares positionals and options; nothing else. An option `json` decides how the answer is written. */
  readonly builder: (yargs: Argv) => Argv<Options>;
  /** @param commands all commands, for those that speak of others. */
  readonly handler: (
    options: Options,
    output: Output,
    commands: readonly CommandEntry[],
  ) => Promise<Answer>;
}

/** A command whose handler gets what its builder declares. */
export const command = <Options>(module: CommandModule<Options>): AnyCommand => module;

/** A command whatever its options are; yargs makes sure that its handler gets what its builder declared. */
export interface AnyCommand {
  readonly actions?: readonly string[];
  readonly readsInput?: boolean;
  readonly builder: (yargs: Argv) => Argv;
  readonly handler: (
    options: never,
    output: Output,
    commands: readonly CommandEntry[],
  ) => Promise<Answer>;
}

/** A line of `--help`, and where the rest of the command is. */
export interface CommandEntry {
  /** yargs syntax: "eval <predictions>". */
  readonly command: string;
  readonly describe: string;
  readonly load: () => Promise<{ readonly default: AnyCommand }>;
}
