import assert from "node:assert/strict";
import fc from "fast-check";
import {
  evalDependencies,
  evalIdOf,
  trainDependencies,
  trainIdOf,
} from "../../../src/experiment/plan/fingerprint.js";
import { shortId } from "../../../src/base/text/short-id.js";
import type { EvalSpec } from "../../../src/contract/eval-spec.js";
import type { Dependencies, TrainSpec } from "../../../src/contract/train-spec.js";
import { someSpec } from "../specs.js";

const dependencies: Dependencies = Object.fromEntries(
  trainDependencies(someSpec).map((name) => [name, 1]),
);

/** Paths of all leaves of a plain value. */
function leaves(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (value === null || typeof value !== "object") return [path];
  const entries = Object.entries(value);
  return entries.length === 0
    ? [path]
    : entries.flatMap(([key, item]) => leaves(item, [...path, key]));
}

function changed(value: unknown, path: readonly string[]): unknown {
  const key = path.at(0);
  if (key === undefined) return typeof value === "number" ? value + 1 : "changed";
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  copy[key] = changed(copy[key], path.slice(1));
  return copy;
}

describe("fingerprint", () => {
  it("is a SHA-256 that does not depend on the order of keys", () => {
    const reversed = Object.fromEntries(Object.entries(someSpec).reverse()) as unknown as TrainSpec;
    const { trainId } = trainIdOf(someSpec, dependencies);
    assert.match(trainId, /^[0-9a-f]{64}$/);
    assert.equal(trainIdOf(reversed, dependencies).trainId, trainId);
    assert.equal(shortId(trainId), trainId.slice(0, 12));
  });

  it("changes with every leaf of the spec", () => {
    const ids = leaves(someSpec).map(
      (path) => trainIdOf(changed(someSpec, path) as TrainSpec, dependencies).trainId,
    );
    ids.push(trainIdOf(someSpec, dependencies).trainId);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("changes with every dependency", () => {
    fc.assert(
      fc.property(fc.constantFrom(...trainDependencies(someSpec)), fc.string(), (name, content) => {
        const other = trainIdOf(someSpec, { ...dependencies, [name]: content }).trainId;
        return other !== trainIdOf(someSpec, dependencies).trainId;
      }),
    );
  });

  it("names every field with one sentence on why it is in", () => {
    const { fields } = trainIdOf(someSpec, dependencies);
    for (const { name, reason } of fields) assert.match(reason, /^[A-Z].*\.$/, name);
    const names = fields.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.includes("schedule.warmup") && names.includes("data:redocred/train"));
    assert.equal(fields.find(({ name }) => name === "schedule.warmup")?.value, 0.06);
  });

  it("refuses a dependency that it cannot explain", () => {
    assert.throws(() => trainIdOf(someSpec, { "weather:today": 1 }), /got weather:today/);
  });

  it("tells evaluations apart by model, documents, decoder and facts", () => {
    const spec: EvalSpec = {
      schema: 1,
      trainId: trainIdOf(someSpec, dependencies).trainId,
      evalSet: "redocred/test",
      decoder: someSpec.decoder,
      facts: "redocred/train",
    };
    const needs = Object.fromEntries(evalDependencies(spec).map((name) => [name, 1]));
    const ids = [
      spec,
      { ...spec, trainId: "other" },
      { ...spec, evalSet: "redocred/dev" },
      { ...spec, decoder: { ...spec.decoder, factor: 0.875 } },
      { ...spec, facts: "docred/train" },
      { ...spec, keeps: "relation-scores" as const },
    ].map((each) => evalIdOf(each, needs).evalId);
    assert.equal(new Set(ids).size, ids.length);
  });
});
