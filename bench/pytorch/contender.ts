import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import * as z from "zod";
import type { BatchSizes } from "./batches.js";

/** A step, an evaluation, or a step whose operations' bytes are counted (which slows it down). */
export type Question =
  | { readonly train: BatchSizes }
  | { readonly evaluate: BatchSizes }
  | { readonly bytes: BatchSizes };

const ANSWER = z.object({
  /** Seconds on the clock. */
  clock: z.number(),
  /** Seconds of all threads together. */
  processor: z.number(),
  /** The loss, the number of decisions, or the bytes. */
  value: z.number(),
});
export type Answer = z.infer<typeof ANSWER>;

const INTRODUCTION = z.object({
  library: z.string(),
  /** Best speed of a product by type [GFLOP/s], and of a copy [GB/s]. */
  roofs: z.object({
    float32: z.number(),
    bfloat16: z.number().optional(),
    copy: z.number().optional(),
  }),
});
export type Introduction = z.infer<typeof INTRODUCTION>;

/** A process that trains, and waits while another one is measured. */
export interface Contender {
  readonly name: string;
  readonly introduction: Introduction;
  readonly ask: (question: Question) => Promise<Answer>;
  readonly stop: () => void;
}

/** @throws Error when the process ends before it has answered; its standard error has been passed on. */
export async function startContender(
  name: string,
  command: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
): Promise<Contender> {
  const [program, ...words] = command;
  const child = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"], env });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const line = await lines.next();
    if (line.done === true)
      throw new Error(`${name} ended before it answered: ${command.join(" ")}`);
    return JSON.parse(line.value) as unknown;
  };
  return {
    name,
    introduction: INTRODUCTION.parse(await next()),
    ask: async (question) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return ANSWER.parse(await next());
    },
    stop: () => {
      child.kill();
    },
  };
}
