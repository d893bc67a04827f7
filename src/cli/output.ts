import { closeSync } from "node:fs";
import { isatty } from "node:tty";
import { ExitCode } from "../base/errors.js";
import { harmless } from "../base/text/harmless.js";
import { printed } from "./printed.js";
import type { Answer, Output } from "./command.js";
import { foldText } from "../app/text/width.js";

const STANDARD = [0, 1, 2] as const;

/**
 * Makes the process live on when whoever reads its output is gone, so that it ends in order: workers write
 * checkpoints, and the exit code is its own.
 */
export function guardOutput(): void {
  process.stderr.on("error", ignore);
  process.stdout.on("error", onStdoutError);
  const terminals = STANDARD.filter((fd) => isatty(fd));
  process.on("exit", () => {
    // Node resets the terminal when it ends, and aborts where that fails; a file that is closed it leaves alone.
    for (const fd of terminals) if (!isatty(fd)) closeSync(fd);
  });
}

/** What commands write with. Nothing else of the program writes to standard output. */
export const output: Output = {
  line: (value) => {
    process.stdout.write(`${typeof value === "string" ? printed(value) : JSON.stringify(value)}\n`);
  },
  note: (line) => {
    process.stderr.write(`${printed(line)}\n`);
  },
  terminal: process.stdout.isTTY ? process.stdout : null,
};

/** Writes what a command answers. @param json whether a program reads it. */
export function writeAnswer(answer: Answer, json: boolean): void {
  const { data, text, isScript = false, isFile = false, notes = [] } = answer;
  if (json && data !== undefined) process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  if (!json && text !== undefined) {
    const whole = typeof text === "string" ? text : text();
    process.stdout.write(isFile ? whole : isScript ? harmless(whole) : printed(foldText(whole)));
  }
  for (const note of notes) output.note(foldText(note));
}

/** Where standard error cannot be written, there is no place left to say so. */
const ignore = (): void => undefined;

function onStdoutError(error: NodeJS.ErrnoException): void {
  // `amtl-run list | head -1` is no error.
  if (error.code === "EPIPE") process.exit(ExitCode.done);
  // A terminal that was closed; the signal for that (SIGHUP) comes as well, or was meant to be ignored (nohup).
  if (error.code === "EIO" || error.code === "ERR_STREAM_DESTROYED") return;
  process.stderr.write(
    `amtl-run: The output cannot be written\n  where:    standard output\n  got:      ${error.message}\n` +
      "  fix:      free space there, or send the output elsewhere; then run the same command again\n",
  );
  process.exit(ExitCode.lacking);
}
