import { AmtlError, describeError } from "../../src/base/errors.js";
import { seededRandom } from "../../src/base/random.js";
import { ProgramFailure } from "../../src/programs/failure.js";
import { pick } from "./change/values.js";
import type { Reader } from "./reader.js";

/** What an input may take. */
export const LIMITS = { seconds: 5, bytes: 2 ** 30, message: 10_100 } as const;

export interface Input {
  /** Of the sample that it is made of. */
  readonly name: string;
  readonly bytes: Buffer;
  /** Nothing was changed in it: it has to be read. */
  readonly isSound: boolean;
}

/** The input of that number: the same for the same reader and seed. The first ones are the sound samples. */
export function inputOf({ id, samples }: Reader, seed: number, number: number): Input {
  const random = seededRandom(seed, `${id} ${number}`);
  const isSound = number < samples.length;
  const { name, sound, changed } = isSound ? samples[number] : pick(random, samples);
  return { name, isSound, bytes: isSound ? sound : changed(random) };
}

/** Why an error is none that a user can make something of; null where it is one. */
function mistakeIn(error: unknown): string | null {
  if (!(error instanceof AmtlError || error instanceof ProgramFailure)) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const text = error instanceof AmtlError ? describeError(error) : error.message;
  if (text.length > LIMITS.message)
    return `a message of ${text.length} characters: ${error.message.slice(0, 200)}`;
  return null;
}

const pollution = (): string | null => {
  const added = [...Object.keys(Object.prototype), ...Object.keys(Array.prototype)];
  return added.length === 0 ? null : `prototypes have ${added.join(", ")}`;
};

/** Reads an input. @returns what is wrong with the outcome; null where it is a value or a user's error. */
export async function judge(
  { read }: Reader,
  { name, bytes, isSound }: Input,
  folder: string,
): Promise<string | null> {
  const before = process.cpuUsage();
  const memory = process.resourceUsage().maxRSS;
  let wrong: string | null = null;
  try {
    await read(bytes, name, folder);
  } catch (error) {
    wrong = mistakeIn(error) ?? (isSound ? `refused: ${describeError(error)}` : null);
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  const grown = (process.resourceUsage().maxRSS - memory) * 1024;
  if (seconds > LIMITS.seconds) wrong ??= `${seconds.toFixed(1)} s of processor time`;
  if (grown > LIMITS.bytes) wrong ??= `${Math.round(grown / 2 ** 20)} MiB of memory`;
  return wrong ?? pollution();
}
