import { canonicalJson, type Json } from "../../base/canonical.js";
import type { Identity } from "../../contract/run-state.js";
import { fieldsOf } from "../../experiment/plan/field-changes.js";
import type { Recorded } from "../../provenance/provenance.js";

/** What a run is made of, in words: two runs differ where these do. */
export type RunFacts = Readonly<Record<string, string>>;

type Made = string | number | boolean | null | undefined;

/** Digits of a hash that are shown. */
const DIGITS = 12;

/**
 * The settings that fix a run, by the names that `amtl-run why` gives them, and behind "made." what it was made with.
 * Times and loads, which differ from run to run, are none of them.
 */
export function runFacts(identity: Identity, provenance: Recorded): RunFacts {
  const settings = fieldsOf(identity)
    .filter(({ name }) => name !== "schema")
    .flatMap(({ name, value }) => flat(name, value));
  const { program, node, engine, recompute, host, device, packages } = provenance;
  const made: Readonly<Record<string, Made>> = {
    version: program?.version,
    commit: program?.commit,
    changes: program?.dirty,
    node,
    engine: engine?.id,
    library: engine?.library,
    threads: engine?.threads,
    operations: engine?.ownOperations,
    recompute,
    device: device?.name,
    driver: device?.driver,
    host: host?.name,
    system: host?.system,
    processor: host?.processor,
    ...Object.fromEntries(
      Object.entries(packages ?? {}).map(([name, version]) => [`package.${name}`, version]),
    ),
  };
  return Object.fromEntries([
    ...settings,
    ...Object.entries(made).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[`made.${name}`, textOf(value)] as const],
    ),
  ]);
}

/** Objects name by name, so that only what differs within them is shown. */
function flat(name: string, value: Json): readonly (readonly [string, string])[] {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, each]) => flat(`${name}.${key}`, each ?? null))
    : [[name, textOf(value)]];
}

/** A value in words; hashes are cut. */
export function textOf(value: Json): string {
  const text = typeof value === "string" ? value : canonicalJson(value);
  return /^[0-9a-f]{40,64}$/.test(text) ? text.slice(0, DIGITS) : text;
}
