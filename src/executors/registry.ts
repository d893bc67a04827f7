import { badInput } from "../base/errors.js";
import { nearest } from "../base/text/nearest.js";
import type { Executor, OptionValues, PlaceRequest, SharedOption } from "../contract/executor.js";
import * as listed from "./index.js";

export const EXECUTORS: readonly Executor[] = Object.values(listed);

/** The one that `--executor` need not name. */
export const DEFAULT_EXECUTOR = listed.local.id;

/** @throws AmtlError (2) for an id that no executor has. */
export function executorOf(id: string): Executor {
  const ids = EXECUTORS.map((executor) => executor.id);
  const found = EXECUTORS.find((executor) => executor.id === id);
  if (found !== undefined) return found;
  const meant = nearest(id, ids);
  throw badInput(`Unknown executor "${id}"`, {
    where: "--executor",
    expected: ids.join(", "),
    got: id,
    ...(meant !== undefined && { fix: `--executor ${meant}` }),
  });
}

/**
 * Refuses what the executor would have to forget: options of another one, and shared ones that it does not take.
 * @throws AmtlError (2) for the first of them.
 */
export function checkRequest(
  executor: Executor,
  request: Pick<PlaceRequest, "gpus" | "budget" | "timeLimit" | "options">,
): void {
  refuseForeignOptions(executor, request.options);
  const given: Readonly<Record<SharedOption, boolean>> = {
    gpus: request.gpus !== null,
    budget: request.budget !== null,
    "time-limit": request.timeLimit !== null,
  };
  for (const [name, instead] of Object.entries(executor.refuses) as [SharedOption, string][]) {
    if (!given[name]) continue;
    throw badInput(`--${name} does not apply to ${executor.title}`, {
      where: `--${name}`,
      expected: instead,
      got: `--executor ${executor.id}`,
    });
  }
}

function refuseForeignOptions(executor: Executor, given: OptionValues): void {
  const own = executor.options.map(({ name }) => name);
  const name = Object.keys(given).find((each) => !own.includes(each));
  if (name === undefined) return;
  const owner = EXECUTORS.find(({ options }) => options.some((option) => option.name === name));
  throw badInput(
    owner === undefined ? `Unknown option --${name}` : `--${name} requires --executor ${owner.id}`,
    {
      where: `--${name}`,
      expected: owner === undefined ? "an option of the executor" : `--executor ${owner.id}`,
      got: `--executor ${executor.id}`,
    },
  );
}
