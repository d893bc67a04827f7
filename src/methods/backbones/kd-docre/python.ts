import { ENTITIES, pythonProgram } from "../shared/python.js";

/** Loads an exported KD-DocRE (spec/backbone-kd-docre.md) in PyTorch. */
export const program = pythonProgram({
  before: `
def attend(fn, z, heads):  # within each line of a table, [lines, width, d]
    q, k, v = fn["to_q"](z), *fn["to_kv"](z).chunk(2, 2)
    q, k, v = (e.view(*z.shape[:2], heads, -1).transpose(1, 2) for e in (q, k, v))
    out = torch.nn.functional.scaled_dot_product_attention(q, k, v)
    return fn["to_out"](out.transpose(1, 2).flatten(2))`,
  modules: `
m, self.k, self.head = head["embedding"], head["block"], head
self.head_extractor, self.tail_extractor = torch.nn.Linear(2 * d, m), torch.nn.Linear(2 * d, m)
self.projection = torch.nn.Linear(m * self.k, d, bias=False)
self.classifier, layers, of = torch.nn.Linear(d, columns), range(head["layers"]), torch.nn.ModuleDict
fn = lambda: of({"fn": of({
    "to_q": torch.nn.Linear(d, d, bias=False), "to_kv": torch.nn.Linear(d, 2 * d, bias=False),
    "to_out": torch.nn.Linear(d, d)})})
both = lambda: of({"axial_attentions": torch.nn.ModuleList([fn(), fn()])})
self.axial_transformer = of({
    "axial_attns": torch.nn.ModuleList([both() for _ in layers]),
    "ffns": torch.nn.ModuleList([torch.nn.Linear(d, d) for _ in layers]),
    "lns": torch.nn.ModuleList([torch.nn.LayerNorm(d) for _ in layers])})`,
  forward: `${ENTITIES}
n, side, heads = len(at), max(self.head["grid"], len(at)), self.head["heads"]
q = torch.einsum("ihn,jhn->ijn", w, w)
c = q / (q.sum(2, keepdim=True) + 1e-10) @ x
table = lambda own: torch.nn.functional.pad(torch.cat([own, c], 2), [0, 0] + [0, side - n] * 2)
zh = self.head_extractor(table(v[:, None].expand(n, n, -1))).tanh().view(side, side, -1, self.k, 1)
zt = self.tail_extractor(table(v[None].expand(n, n, -1))).tanh().view(side, side, -1, 1, self.k)
p = torch.stack([self.projection((i * j).flatten(1)) for i, j in zip(zh, zt)])
if self.head["mask"] == "always":
    p[n:], p[:, n:] = 0, 0
parts, z = self.axial_transformer, p
for attention, ffn, norm in zip(parts["axial_attns"], parts["ffns"], parts["lns"]):
    column, row = (each["fn"] for each in attention["axial_attentions"])
    along = attend(column, z.transpose(0, 1), heads).transpose(0, 1)
    z = norm(ffn(z + along + attend(row, z, heads)))
return pairs.T, self.classifier(z + p)[h, t]`,
});
