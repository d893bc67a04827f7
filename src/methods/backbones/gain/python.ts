import { pythonProgram } from "../shared/python.js";
import { ENTITY_TYPES } from "./document-graph.js";

/** Loads an exported GAIN (spec/backbone-gain.md) in PyTorch; its quirks are those of {@link documentGraph}. */
export const program = pythonProgram({
  encoderName: "bert",
  pooled: true,
  before: `
TYPES = ${JSON.stringify(ENTITY_TYPES)}

def place(piece):  # in the document with its special token; 512: beyond the cut
    return piece + 1 if piece < 509 else 512

def both(nodes):
    return [(i, j) for i in nodes for j in nodes if i != j]`,
  modules: `
types, numbers, layers = head["typeSize"], head["idSize"], head["layers"]
g, self.d = d + types + numbers, d
b, linear = g * (layers + 1), torch.nn.Linear
self.entity_type_emb = torch.nn.Embedding(len(TYPES), types)
self.entity_id_emb = torch.nn.Embedding(head["maxEntities"] + 1, numbers)
shapes = {"weight": (3, g, g), "loop_weight": (g, g), "h_bias": (g,)}
layer = lambda: torch.nn.ParameterDict({name: torch.empty(shape) for name, shape in shapes.items()})
self.GCN_layers = torch.nn.ModuleList([layer() for _ in range(layers)])
self.edge_layer = torch.nn.ModuleDict({"mapping": linear(2 * g, g)})
self.path_info_mapping = linear(4 * g, 4 * g)
first, last = linear(5 * b + 4 * g, 2 * b), linear(2 * b, columns)
self.predict = torch.nn.Sequential(first, torch.nn.ReLU(), torch.nn.Identity(), last)`,
  methods:
    () => `    def read(self, document):  # -> ids, node of each position, mentions, nodes of each sentence
        ids, at, first = [], {}, []
        for s, words in enumerate(document["sents"]):
            first.append(len(ids))
            for w, word in enumerate(words):
                at[s, w] = len(ids)
                ids += self.tokenizer.encode(word, add_special_tokens=False).ids
            at[s, len(words)] = len(ids)
        nodes, mentions, used = [0] * 512, [], set()
        for e, entity in enumerate(document["vertexSet"]):
            for m in entity:
                start, end = (at[m["sent_id"], p] for p in m["pos"])
                span = place(start), 1024 if end == len(ids) else place(end)
                if span not in used and span[0] < 512:
                    used.add(span)
                    mentions.append((e, m["type"]))
                    nodes[slice(*span)] = [len(mentions)] * (min(span[1], 512) - span[0])
        last = len(document["vertexSet"]) - 1
        if all(e != last for e, _ in mentions) and 0 in nodes:
            mentions.append((last, document["vertexSet"][last][0]["type"]))
            nodes[nodes.index(0)] = len(mentions)
        reading = self.run["reading"]
        ids = [reading["startId"], *ids[: reading["maxLength"] - 2], reading["endId"]]
        bounds = [0, *(place(piece) for piece in first[1:]), len(ids)]
        found = [dict.fromkeys(nodes[a:b]) for a, b in zip(bounds, bounds[1:])]
        return ids, nodes, mentions, [[node for node in each if node] for each in found]

    def edges(self, mentions, sentences):  # means over incoming edges, of each kind
        entity = [None, *(e for e, _ in mentions)]
        first = min(range(1, len(entity)), key=lambda node: entity[node])
        same = [pair for pair in both(range(1, len(entity))) if entity[pair[0]] == entity[pair[1]]]
        other = [(i, j) for nodes in sentences for i, j in both(nodes) if entity[i] != entity[j]]
        document = [pair for nodes in sentences for node in nodes for pair in ((node, 0), (0, node))]
        means = torch.zeros(3, len(entity), len(entity))
        for kind, pairs in enumerate((same or [(first, 0)], other or [(first, 0)], document)):
            for source, target in pairs:
                means[kind, target, source] += 1
        return means / means.sum(2, keepdim=True).clamp(min=1)`,
  forward: `
ids, nodes, mentions, sentences = self.read(document)
out, at = self.bert(torch.tensor([ids])), torch.tensor(nodes[: len(ids)])
states, count = out.last_hidden_state[0], len(document["vertexSet"])
known = [TYPES.index(kind) if kind in TYPES else 0 for _, kind in mentions]
own = torch.cat([self.entity_type_emb(torch.tensor(known)),
                 self.entity_id_emb(torch.tensor([e + 1 for e, _ in mentions]))], 1)
x = torch.zeros(len(mentions) + 1, states.shape[1] + own.shape[1])
x[0, : self.d] = out.pooler_output[0]
for node in set(at.tolist()) - {0}:
    x[node] = torch.cat([states[at == node].mean(0), own[node - 1]])
layers, edges = [x], self.edges(mentions, sentences)
for layer in self.GCN_layers:
    x = (edges @ x @ layer["weight"]).sum(0) + x @ layer["loop_weight"] + layer["h_bias"]
    layers.append(x := x.relu())
member, linked = torch.zeros(count, len(x)), torch.zeros(count, count)
for node, (e, _) in enumerate(mentions, 1):
    member[e, node] = 1
every = torch.cat(layers, 1)
v = member / member.sum(1, keepdim=True).clamp(min=1) @ every
for i, j in (pair for each in sentences for pair in both({mentions[node - 1][0] for node in each})):
    linked[i, j] = 1
last = v[:, -x.shape[1] :]
ends = torch.cat([last[:, None].expand(-1, count, -1), last[None].expand(count, -1, -1)], 2)
link = self.edge_layer["mapping"](ends).relu() * linked[:, :, None]
out, to = torch.einsum("am,bmg->abg", linked, link), torch.einsum("am,mbg->abg", linked, link)
h, t = pairs = (1 - torch.eye(count)).nonzero().T
path = self.path_info_mapping(torch.cat([out[t, h], to[h, t], out[h, t], to[t, h]], 1)).relu()
parts = [v[h], v[t], (v[h] - v[t]).abs(), v[h] * v[t], every[:1].expand(len(h), -1), path]
return pairs.T, self.predict(torch.cat(parts, 1))`,
});
