/** Official names of TTM-RE's parameters (chufangao/TTM-RE, model2.py and ttm.py). */
const UNIT = "mu_encoder.token_turing_machine_unit";
const LEARNER = `${UNIT}.token_learner_model`;

export const MEMORY = "mu_encoder.memory_tokens";

/** The token learner, which reads from memory and pair. */
export const LEARNER_NORM = `${LEARNER}.layernorm`;
export const LEARNER_FIRST = `${LEARNER}.mlp1.linear_1`;
export const LEARNER_SECOND = `${LEARNER}.mlp1.linear_2`;

/** Names of a layer of the processor; weights end in `.weight` and `.bias` but for the stacked query, key and value. */
export function processorLayer(layer: number) {
  const prefix = `${UNIT}.vit_encoder.layers.${layer}`;
  return {
    inWeight: `${prefix}.self_attn.in_proj_weight`,
    inBias: `${prefix}.self_attn.in_proj_bias`,
    out: `${prefix}.self_attn.out_proj`,
    norm1: `${prefix}.norm1`,
    first: `${prefix}.linear1`,
    second: `${prefix}.linear2`,
    norm2: `${prefix}.norm2`,
  };
}
