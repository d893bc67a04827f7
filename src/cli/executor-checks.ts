import type { Argv } from "yargs";
import type { CheckRequest } from "../app/doctor/doctor.js";
import { EXECUTORS } from "../executors/registry.js";

/** Declares the options by which executors are tried. */
export function executorChecks<T>(yargs: Argv<T>): Argv<T> {
  for (const { doctor } of EXECUTORS) {
    if (doctor === undefined) continue;
    const { name, describe } = doctor.option;
    yargs.option(name, { type: "string", array: true, describe });
  }
  return yargs;
}

/** The executor whose option was given. */
export function askedExecutor(options: object): CheckRequest["executor"] {
  const given = new Map<string, unknown>(Object.entries(options));
  for (const { id, doctor } of EXECUTORS) {
    const values = doctor && given.get(doctor.option.name);
    if (Array.isArray(values)) return { id, values: values.map(String) };
  }
  return undefined;
}
