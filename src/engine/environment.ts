import util from "node:util";
import type { Engine } from "../contract/compute/engine.js";
import { clearVariables, engineVariables, type Variables } from "./variables.js";

/** Two functions of node:util that tfjs-node 4.22 calls; Node 23 took them away. */
const REMOVED = {
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
  isArray: (value: unknown): boolean => Array.isArray(value),
};

/** Gives node:util back what tfjs-node needs; does nothing where it is there. */
export function restoreRemovedUtil(target: object = util): void {
  for (const [name, value] of Object.entries(REMOVED)) {
    if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true });
  }
}

/** What an engine's libraries found in the environment. */
export interface EngineEnvironment {
  readonly variables: Variables;
  /** What the user had set, and could have changed numbers. */
  readonly cleared: Variables;
}

/**
 * Sets what TensorFlow reads from the environment once, when its library is loaded: so this must run before the
 * import. Of what the user set only that is kept which reaches no number ({@link clearVariables}).
 *
 * @param threads how many threads one operation, and how many operations at once, may use
 */
export function prepareEnvironment(
  engine: Engine,
  threads: number | undefined,
  env: NodeJS.ProcessEnv = process.env,
): EngineEnvironment {
  restoreRemovedUtil();
  const cleared = clearVariables(env);
  // 3 also silences the lines that absl writes to stderr before its logging is set up.
  env.TF_CPP_MIN_LOG_LEVEL ??= "3";
  if (threads !== undefined) {
    env.TF_NUM_INTRAOP_THREADS = String(threads);
    env.TF_NUM_INTEROP_THREADS = String(threads);
    env.OMP_NUM_THREADS = String(threads);
  }
  engine.prepare(env);
  return { variables: engineVariables(env), cleared };
}
