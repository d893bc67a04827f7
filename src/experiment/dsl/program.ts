import type { ProgramSpec } from "../../contract/train-spec.js";

/** A user's program that trains and predicts in place of the built-in trainer (docs/worker-protocol.md). */
export interface ProgramDefinition {
  /** Program and arguments; a text is split at white space, without a shell. */
  readonly command: string | readonly string[];
  /** Raised by hand when something changes that the command and the files that it names do not show. */
  readonly version?: string | number;
  /** Seconds without a line of output after which it counts as hung; left out: {@link SILENCE_SECONDS}. */
  readonly silence?: number;
  /** The folder that it runs in; left out: that of the experiment file, with `--worker` the working directory. */
  readonly cwd?: string;
}
export type ProgramAxis = string | ProgramDefinition;

/** Loading a model and an epoch of a large one may be silent for long; a hung program is ended all the same. */
export const SILENCE_SECONDS = 1800;

/** The backbone and loss of a run whose program has its own that nobody named. */
export const FOREIGN = "foreign";

const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";

/** Whether a line may have this as its program; the files that the command names are read later. */
export function isProgramAxis(value: unknown): value is ProgramAxis {
  if (typeof value !== "object" || value === null) return isText(value);
  const { command, version, silence, cwd, ...rest } = value as Record<string, unknown>;
  const words = Array.isArray(command) ? (command as unknown[]) : [command];
  return (
    words.length > 0 &&
    isText(words[0]) &&
    words.every((word) => typeof word === "string") &&
    (version === undefined || isText(version) || Number.isFinite(version)) &&
    (silence === undefined || (Number.isFinite(silence) && Number(silence) > 0)) &&
    (cwd === undefined || isText(cwd)) &&
    Object.keys(rest).length === 0
  );
}

/** Tells programs apart before their files are read. */
export const programKey = (axis: ProgramAxis): string => JSON.stringify(axis);

/** How people name it: the first argument that looks like a file ("my_train.py"), else the whole command. */
export function programName({ command, version }: ProgramSpec): string {
  const file = command.slice(1).find((word) => /^[^-=][^=]*\.[a-z]\w*$/i.test(word));
  const name = file ?? command.join(" ");
  return version === undefined ? name : `${name}@${version}`;
}

/** Stands for the content of the files that the command names. */
export const programDependency = ({ command }: ProgramSpec): string =>
  `worker:${command.join(" ")}`;

/** The name of a program whose files nobody has read: from its command as typed. */
export function programAxisName(axis: ProgramAxis): string {
  const { command, version } = typeof axis === "string" ? { command: axis } : axis;
  const words = typeof command === "string" ? command.trim().split(/\s+/) : command;
  return programName({
    command: words.map((word) => word.split("/").at(-1)!),
    ...(version !== undefined && { version: String(version) }),
  });
}
