import { canonicalJson } from "../../base/canonical.js";
import { trainIdOf, type FingerprintField } from "./fingerprint.js";
import type { FieldChange, Identity } from "../../contract/run-state.js";

/** The fields of a run's fingerprint. */
export const fieldsOf = ({ spec, dependencies }: Identity): readonly FingerprintField[] =>
  trainIdOf(spec, dependencies).fields;

/** In which fields two runs differ, in the order of the fingerprint. Pure. */
export function changesBetween(from: Identity, to: Identity): readonly FieldChange[] {
  const [before, after] = [from, to].map(
    (each) => new Map(fieldsOf(each).map(({ name, value }) => [name, value])),
  );
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): FieldChange[] => {
    const change = { name, from: before.get(name) ?? null, to: after.get(name) ?? null };
    return canonicalJson(change.from) === canonicalJson(change.to) ? [] : [change];
  });
}
