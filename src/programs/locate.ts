import { readFile, stat } from "node:fs/promises";
import { basename, resolve, sep } from "node:path";
import { sha256 } from "../base/canonical.js";
import type { ProgramSpec } from "../contract/train-spec.js";
import { SILENCE_SECONDS, type ProgramAxis } from "../experiment/dsl/program.js";
import { splitCommand } from "./command.js";

/** A user's program, found: what identifies it, and how it is started. */
export interface LoadedProgram {
  readonly spec: ProgramSpec;
  /** What stands for the content of the files that its command names. */
  readonly content: string;
  readonly start: ProgramStart;
}

/** How a program is started: no part of a run's identity. */
export interface ProgramStart {
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** Seconds without output after which it counts as hung. */
  readonly silence: number;
}

/** Larger files are data or weights: hashing them would slow every plan down. */
const HASHED_BYTES = 16 * 2 ** 20;

/** Whether a word may name a file of the program's, not a program that is looked up in PATH. */
const mayBeFile = (word: string, index: number): boolean =>
  !word.startsWith("-") && word !== "" && (index > 0 || word.includes(sep));

/**
 * Looks at a program's command: the files that it names are part of what it is.
 *
 * @param folder where it runs unless it says otherwise.
 * @param where for messages.
 * @throws AmtlError (2) for a command that cannot be split.
 */
export async function loadProgram(
  axis: ProgramAxis,
  folder: string,
  where: string,
): Promise<LoadedProgram> {
  const { command, version, silence, cwd } = typeof axis === "string" ? { command: axis } : axis;
  const place = cwd === undefined ? folder : resolve(folder, cwd);
  const argv = splitCommand(command, where);
  const contents = await contentsOf(argv, place);
  const names = argv.map((word, index) =>
    index > 0 && contents[index] === null ? word : basename(word),
  );
  const [program] = argv;
  const found = program.includes(sep) ? resolve(place, program) : program;
  return {
    spec: { command: names, ...(version !== undefined && { version: String(version) }) },
    content: joined(argv, contents),
    start: {
      argv: [found, ...argv.slice(1)],
      cwd: place,
      silence: silence ?? SILENCE_SECONDS,
    },
  };
}

/** What stands for the content of the files that a command names, as they are now. */
export const programContent = async ({ argv, cwd }: ProgramStart): Promise<string> =>
  joined(argv, await contentsOf(argv, cwd));

type Contents = readonly (string | null)[];

/** The content of each word of a command that names a file. */
const contentsOf = (argv: readonly string[], place: string): Promise<Contents> =>
  Promise.all(
    argv.map((word, index) =>
      mayBeFile(word, index) ? contentOf(resolve(place, word), index === 0) : Promise.resolve(null),
    ),
  );

function joined(argv: readonly string[], contents: Contents): string {
  const files = argv.flatMap((word, index) =>
    contents[index] === null ? [] : [`${basename(word)} ${contents[index]}`],
  );
  return files.length === 0 ? "no file" : sha256(files.join("\n"));
}

/**
 * SHA-256 of a file of moderate size; null for anything else. Of programs only scripts count: an interpreter is
 * another file on every machine.
 */
async function contentOf(path: string, isProgram: boolean): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true || found.size > HASHED_BYTES) return null;
  const bytes = await readFile(path);
  return isProgram && bytes.subarray(0, 2).toString() !== "#!" ? null : sha256(bytes);
}
