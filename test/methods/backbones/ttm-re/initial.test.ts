import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "../../../../src/base/random.js";
import { goldenFolder } from "../../../../src/check/find.js";
import type { Weights } from "../../../../src/contract/compute/parameters.js";
import { kernel } from "../../../../src/methods/backbones/ttm-re/kernel.js";

interface Golden {
  readonly config: Readonly<Record<string, number>>;
  readonly params: Readonly<Record<string, { readonly shape: readonly number[] }>>;
  readonly grads: { readonly params_without_gradient: readonly string[] };
}

const path = join(goldenFolder(), "backbones", "ttm-re.json");
const { config, params, grads } = JSON.parse(readFileSync(path, "utf8")) as Golden;

describe("methods/backbones/ttm-re: initial values", () => {
  const own = kernel.golden!.sizes(config);
  const sizes = { own, hidden: config.hidden_size, columns: config.num_class };
  const initial: Weights = kernel.initial(sizes, seededRandom(5));
  const valuesOf = (name: string): number[] => [...initial.get(name)!.values];

  it("are those of the official parameters that have an effect", () => {
    const idle = new Set(grads.params_without_gradient);
    const shapes = Object.entries(params).flatMap(([name, { shape }]): [string, string][] =>
      idle.has(name) ? [] : [[name, shape.join()]],
    );
    const got = [...initial].map(([name, { shape }]): [string, string] => [name, shape.join()]);
    assert.deepEqual(new Map(got), new Map(shapes));
    for (const [name, { shape, values }] of initial) {
      assert.equal(
        values.length,
        shape.reduce((product, n) => product * n, 1),
        name,
      );
      assert.ok(values.every(Number.isFinite), name);
    }
  });

  it("are the same in every layer of the processor", () => {
    const layers = [...initial.keys()].filter((name) => name.includes("layers.0."));
    assert.equal(layers.length, 12);
    for (const name of layers) {
      assert.deepEqual(valuesOf(name), valuesOf(name.replace("layers.0.", "layers.1.")));
    }
  });

  it("lie within Xavier's bound for memory and stacked projections, near 0 for the learner's biases", () => {
    const most = (name: string): number => Math.max(...valuesOf(name).map(Math.abs));
    const m = config.emb_size;
    const unit = "mu_encoder.token_turing_machine_unit";
    const memory = most("mu_encoder.memory_tokens") / Math.sqrt(6 / (config.memory + m));
    const stacked =
      most(`${unit}.vit_encoder.layers.0.self_attn.in_proj_weight`) / Math.sqrt(6 / (4 * m));
    for (const share of [memory, stacked]) assert.ok(share > 0.9 && share <= 1, String(share));
    const bias = most(`${unit}.token_learner_model.mlp1.linear_1.bias`);
    assert.ok(bias > 0 && bias < 1e-5);
  });
});
