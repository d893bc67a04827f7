"""Training steps and evaluations of ATLOP with ATL in PyTorch, one a line of standard input.

  step.py SHAPE STYLE THREADS

SHAPE is {"width", "layers", "heads", "block"} as JSON. STYLE is one of
  official           as the official code: eager attention in every layer, loops over documents and entities, one
                     tensor after another in AdamW
  tuned              fused attention but in the last layer, batched head, fused AdamW
  tuned-bf16         the same under autocast
  compiled           tuned, with torch.compile for shapes of any size
  compiled-bf16      both
A line {"train": [[pieces, entities, mentions, labelled], ...]} or {"evaluate": ...} is answered by its seconds.
"""

import json
import resource
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

RELATIONS = 97
VOCABULARY = 30522
MASKED = -10000.0


def seconds_of(call):
    clock, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    value = call()
    after = resource.getrusage(resource.RUSAGE_SELF)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"clock": time.perf_counter() - clock, "processor": processor, "value": value}


def random_batch(sizes):
    """Pieces, mentions and labels at random, in the given numbers."""
    g = torch.Generator().manual_seed(1)
    longest = max(pieces for pieces, *_ in sizes)
    ids = torch.zeros(len(sizes), longest, dtype=torch.long)
    mask = torch.zeros(len(sizes), longest)
    most = max(entities for _, entities, *_ in sizes)
    starts, pairs, labels = [], [], []
    for d, (pieces, entities, mentions, labelled) in enumerate(sizes):
        ids[d, :pieces] = torch.randint(1000, 30000, (pieces,), generator=g)
        mask[d, :pieces] = 1
        of = [[] for _ in range(entities)]
        for m in range(mentions):
            of[m % entities].append(int(torch.randint(0, pieces - 1, (1,), generator=g)))
        starts.append(of)
        own = [(d, h, t) for h in range(entities) for t in range(entities) if h != t]
        of_pairs = torch.zeros(len(own), RELATIONS)
        of_pairs[labelled:, 0] = 1
        for row in range(min(labelled, len(own))):
            of_pairs[row, 1 + row % 10] = 1
        pairs += own
        labels.append(of_pairs)
    widest = max(len(of) for document in starts for of in document)
    places = torch.zeros(len(sizes), most, widest, dtype=torch.long)
    counted = torch.zeros(len(sizes), most, widest, dtype=torch.bool)
    for d, document in enumerate(starts):
        for e, of in enumerate(document):
            places[d, e, : len(of)] = torch.tensor(of)
            counted[d, e, : len(of)] = True
    counted[:, :, 0] = True
    return {
        "ids": ids,
        "mask": mask,
        "starts": starts,
        "places": places,
        "counted": counted,
        "pairs": torch.tensor(pairs).T.contiguous(),
        "counts": [entities * (entities - 1) for _, entities, *_ in sizes],
        "labels": torch.cat(labels),
    }


class Layer(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.inner, self.outer = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.norms = nn.ModuleList(nn.LayerNorm(width, eps=1e-12) for _ in range(2))

    def forward(self, x, bias, explicit):
        documents, pieces, width = x.shape
        split = lambda y: y.view(documents, pieces, self.heads, -1).transpose(1, 2)
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        drop = lambda y: F.dropout(y, 0.1, self.training)
        attention = None
        if explicit:
            attention = drop((q @ k.transpose(2, 3) / q.shape[3] ** 0.5 + bias).softmax(3))
            mixed = attention @ v
        else:
            rate = 0.1 if self.training else 0.0
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias, dropout_p=rate)
        mixed = mixed.transpose(1, 2).reshape(documents, pieces, width)
        x = self.norms[0](x + drop(self.output(mixed)))
        return self.norms[1](x + drop(self.outer(F.gelu(self.inner(x))))), attention


class Atlop(nn.Module):
    def __init__(self, width, layers, heads, block, official):
        super().__init__()
        self.block, self.official = block, official
        self.pieces, self.positions = nn.Embedding(VOCABULARY, width), nn.Embedding(1024, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads) for _ in range(layers))
        self.head, self.tail = nn.Linear(2 * width, width), nn.Linear(2 * width, width)
        self.bilinear = nn.Linear(width * block, RELATIONS)

    def forward(self, ids, mask, places, counted, pairs, starts, counts):
        x = self.pieces(ids) + self.positions.weight[: ids.shape[1]]
        x = F.dropout(self.norm(x), 0.1, self.training)
        bias = ((1 - mask) * MASKED)[:, None, None, :].to(x.dtype)
        attention = None
        for i, layer in enumerate(self.layers):
            explicit = self.official or i == len(self.layers) - 1
            x, attention = layer(x, bias, explicit)
        of = self.looped if self.official else self.batched
        heads, tails, contexts = of(x, attention, places, counted, pairs, starts, counts)
        heads = torch.tanh(self.head(torch.cat([heads, contexts], 1)))
        tails = torch.tanh(self.tail(torch.cat([tails, contexts], 1)))
        a = heads.view(len(heads), -1, self.block, 1)
        b = tails.view(len(tails), -1, 1, self.block)
        return self.bilinear((a * b).view(len(heads), -1))

    def looped(self, x, attention, places, counted, pairs, starts, counts):
        """Document by document and entity by entity, as the official code does."""
        heads, tails, contexts = [], [], []
        for d, document in enumerate(starts):
            vectors, rows = [], []
            for of in document:
                vectors.append(torch.logsumexp(torch.stack([x[d, p] for p in of]), 0))
                rows.append(torch.stack([attention[d, :, p] for p in of]).mean(0))
            vectors, rows = torch.stack(vectors), torch.stack(rows)
            mine = pairs[:, pairs[0] == d]
            joint = (rows[mine[1]] * rows[mine[2]]).mean(1)
            joint = joint / (joint.sum(1, keepdim=True) + 1e-5)
            contexts.append(torch.einsum("ld,rl->rd", x[d], joint))
            heads.append(vectors[mine[1]])
            tails.append(vectors[mine[2]])
        return torch.cat(heads), torch.cat(tails), torch.cat(contexts)

    def batched(self, x, attention, places, counted, pairs, starts, counts):
        """All entities at once, and the contexts by one product a document."""
        documents, entities, mentions = places.shape
        flat = places.view(documents, -1)
        found = x.gather(1, flat[:, :, None].expand(-1, -1, x.shape[2]))
        found = found.view(documents, entities, mentions, -1)
        found = found.masked_fill(~counted[:, :, :, None], float("-inf"))
        vectors = torch.logsumexp(found.float(), 2).to(x.dtype)
        index = flat[:, None, :, None].expand(-1, attention.shape[1], -1, attention.shape[3])
        rows = attention.gather(2, index)
        rows = rows.view(documents, -1, entities, mentions, attention.shape[3])
        weight = counted / counted.sum(2, keepdim=True)
        rows = (rows * weight[:, None, :, :, None].to(rows.dtype)).sum(3).transpose(1, 2)
        d, h, t = pairs
        joint = (rows[d, h] * rows[d, t]).mean(1)
        joint = joint / (joint.sum(1, keepdim=True) + 1e-5)
        parts = joint.split(counts)
        contexts = torch.cat([part @ x[i] for i, part in enumerate(parts)])
        return vectors[d, h], vectors[d, t], contexts


def atl(logits, labels):
    threshold = torch.zeros_like(labels)
    threshold[:, 0] = 1
    positive = labels.clone()
    positive[:, 0] = 0
    above = F.log_softmax(logits - (1 - positive - threshold) * 1e30, 1)
    below = F.log_softmax(logits - positive * 1e30, 1)
    return (-(above * positive).sum(1) - (below * threshold).sum(1)).mean()


def roofs():
    """Best speed of a product of 2048 x 2048 matrices [GFLOP/s], and of a copy of 256 MiB, read and written [GB/s]."""
    best = {}
    for name, dtype in (("float32", torch.float32), ("bfloat16", torch.bfloat16)):
        a, b = (torch.randn(2048, 2048).to(dtype) for _ in range(2))
        best[name] = 2 * 2048**3 / min(seconds_of(lambda: a @ b)["clock"] for _ in range(10)) / 1e9
    a = torch.ones(64 * 2**20)
    b = torch.empty_like(a)
    seconds = min(seconds_of(lambda: b.copy_(a))["clock"] for _ in range(10))
    return {**best, "copy": 2 * a.numel() * 4 / seconds / 1e9}


def main():
    shape, style, threads = json.loads(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    torch.set_num_threads(threads)
    torch.manual_seed(66)
    official = style == "official"
    model = Atlop(shape["width"], shape["layers"], shape["heads"], shape["block"], official)
    kind = {"foreach": False} if official else {"fused": True}
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-5, eps=1e-6, **kind)
    forward = torch.compile(model, dynamic=True) if style.startswith("compiled") else model

    def logits_of(batch):
        names = ("ids", "mask", "places", "counted", "pairs", "starts", "counts")
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=style.endswith("bf16")):
            return forward(*(batch[name] for name in names)).float()

    def train(batch):
        model.train()
        loss = atl(logits_of(batch), batch["labels"])
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        return loss.item()

    def evaluate(batch):
        model.eval()
        with torch.no_grad():
            logits = logits_of(batch)
            scores, columns = logits.topk(4, 1)
            above = (scores > logits[:, :1]).sum().item()
        return above + columns.shape[0]

    print(json.dumps({"library": f"torch {torch.__version__}", "roofs": roofs()}), flush=True)
    for line in sys.stdin:
        ((what, sizes),) = json.loads(line).items()
        batch = random_batch(sizes)
        call = {"train": train, "evaluate": evaluate}[what]
        print(json.dumps(seconds_of(lambda: call(batch))), flush=True)


main()
