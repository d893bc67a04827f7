import type { Processes } from "./contract.js";
import { machine } from "./machine.js";

/* The processes of the machine that the program runs on. */

export const self: Processes["self"] = () => machine().processes.self();
export const startOf: Processes["startOf"] = (pid) => machine().processes.startOf(pid);
export const ask: Processes["ask"] = (program, words, timeoutMs, env) =>
  machine().processes.ask(program, words, timeoutMs, env);
