import { contexts, ENTITIES, pythonProgram } from "../shared/python.js";

/**
 * Loads an exported TTM-RE (spec/backbone-ttm-re.md) in PyTorch. A pair's logits depend on the others of its document, and
 * in amtl-run on those of its batch: here each document is a batch of its own.
 */
export const program = pythonProgram({
  modules: `
m, self.k = head["embedding"], head["block"]
self.head_extractor, self.bilinear = torch.nn.Linear(2 * d, m), torch.nn.Linear(m * self.k, columns)
self.mu_encoder, unit, learner = torch.nn.Module(), torch.nn.Module(), torch.nn.Module()
self.mu_encoder.token_turing_machine_unit, unit.token_learner_model = unit, learner
self.mu_encoder.memory_tokens = torch.nn.Parameter(torch.empty(head["memory"], m))
learner.layernorm, learner.mlp1 = torch.nn.LayerNorm(m), torch.nn.Module()
learner.mlp1.linear_1, learner.mlp1.linear_2 = torch.nn.Linear(m, m), torch.nn.Linear(m, 2)
layer = torch.nn.TransformerEncoderLayer(m, head["heads"], m)
unit.vit_encoder = torch.nn.TransformerEncoder(layer, head["layers"], enable_nested_tensor=False)`,
  forward: `${ENTITIES}${contexts("1e-5")}
z = torch.stack([self.head_extractor(torch.cat([v[e], c], 1)).tanh() for e in (h, t)], 1)
unit, memory = self.mu_encoder.token_turing_machine_unit, self.mu_encoder.memory_tokens
tokens = torch.cat([memory.expand(len(h), -1, -1), z], 1)  # what each pair reads two tokens from
learner, mlp = unit.token_learner_model, unit.token_learner_model.mlp1
scores = mlp.linear_2(torch.nn.functional.gelu(mlp.linear_1(learner.layernorm(tokens))))
read = scores.softmax(1).transpose(1, 2) @ tokens
done = torch.cat([unit.vit_encoder(chunk) for chunk in read.split(256)])  # pairs see each other
z = (done + z) / 2
zh, zt = z[:, 0].view(len(h), -1, self.k, 1), z[:, 1].view(len(h), -1, 1, self.k)
return pairs.T, self.bilinear((zh * zt).flatten(1))`,
});
