import { join } from "node:path";
import { readJson } from "../../base/read-json.js";
import { fields, listOf, nullable, oneOf, text, type Shape } from "../../base/shape.js";
import { prettyJson, replaceFile } from "../files.js";
import { planDir } from "./manifests.js";

/** plans/<planId>/command.json: the command that worked on the plan last, also when it is gone. For people only. */
export interface LastCommand {
  readonly schema: 1;
  /** What was typed. */
  readonly commandLine: readonly string[];
  /** Tells commands apart. */
  readonly nonce: string;
  /** ISO 8601, UTC, by the clock of the machine of the command. */
  readonly since: string;
  /** Null while it works, and where it died. */
  readonly ended: string | null;
}

const shape: Shape<LastCommand> = fields({
  schema: oneOf(1),
  commandLine: listOf(text),
  nonce: text,
  since: text,
  ended: nullable(text),
});

const fileOf = (root: string, planId: string): string =>
  join(planDir(root, planId), "command.json");

/** Null where no command has left a record that can be read. */
export async function readLastCommand(root: string, planId: string): Promise<LastCommand | null> {
  const found = await readJson(fileOf(root, planId), shape).catch(() => null);
  return found?.state === "value" ? found.value : null;
}

/** @throws AmtlError (4) when the disk is full or the folder cannot be written. */
export const writeLastCommand = (
  root: string,
  planId: string,
  command: LastCommand,
): Promise<void> => replaceFile(fileOf(root, planId), prettyJson(command));

/** Notes when the command ended, unless another one has begun since. */
export async function endLastCommand(root: string, planId: string, nonce: string): Promise<void> {
  const found = await readLastCommand(root, planId);
  if (found?.nonce !== nonce) return;
  await writeLastCommand(root, planId, { ...found, ended: new Date().toISOString() });
}
