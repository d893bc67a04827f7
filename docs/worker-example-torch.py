"""A program in PyTorch: embeddings of two entities, trained with ATL's adaptive threshold. See worker-protocol.md."""
import itertools, json, os, random, signal, sys, zlib
import torch
from torch import nn

spec = json.load(open(os.path.join(sys.argv[-1], "spec.json")))
assert spec["schema"] == 1, "this program speaks version 1 of the protocol"
params = {"epochs": 4, "width": 64, "rate": 3e-3, **spec["spec"]["loss"]["params"]}
checkpoint = os.path.join(os.environ["AMTL_CHECKPOINT_DIR"], "model.pt")
torch.set_num_threads(spec["threads"])
torch.manual_seed(spec["seed"])
stop = []
signal.signal(signal.SIGTERM, lambda *_: stop.append(True))

def say(**message):
    print(json.dumps(message), flush=True)

def bucket(text):
    return zlib.crc32(text.lower().encode()) % 4096

def features(document):
    """For each entity: buckets of its names, its type, and the words around its first mention."""
    for mentions in document["vertexSet"]:
        first = mentions[0]
        start, end = first["pos"]
        around = document["sents"][first["sent_id"]][max(0, start - 4) : end + 4]
        names = [word for mention in mentions for word in mention["name"].split()]
        yield torch.tensor([bucket(word) for word in [*names, "type " + first["type"], *around]])

class Model(nn.Module):
    def __init__(self, width, relations):
        super().__init__()
        self.words = nn.EmbeddingBag(4096, width)
        self.pair = nn.Sequential(nn.Linear(2 * width, width), nn.Tanh(), nn.Linear(width, relations + 1))

    def forward(self, document):
        bags = list(features(document))
        offsets = torch.tensor([0, *itertools.accumulate(len(bag) for bag in bags[:-1])])
        entities = self.words(torch.cat(bags), offsets)
        pairs = [(h, t) for h in range(len(bags)) for t in range(len(bags)) if h != t]
        heads, tails = torch.tensor(pairs, dtype=torch.long).reshape(-1, 2).T
        return pairs, self.pair(torch.cat([entities[heads], entities[tails]], dim=1))

def atl(logits, pairs, facts):
    """Adaptive thresholding (ATLOP): column 0 is the threshold class."""
    labels = torch.zeros_like(logits)
    for fact in (fact for fact in facts if fact["h"] != fact["t"]):
        labels[pairs.index((fact["h"], fact["t"])), 1 + spec["relations"].index(fact["r"])] = 1
    threshold = torch.zeros_like(labels).index_fill(1, torch.tensor(0), 1)
    positive = (logits - (1 - labels - threshold) * 1e30).log_softmax(1) * labels
    negative = (logits - labels * 1e30).log_softmax(1) * threshold
    return -(positive + negative).sum(1).mean()

model = Model(params["width"], len(spec["relations"]))
optimizer = torch.optim.AdamW(model.parameters(), lr=params["rate"])
begin = 0
if os.path.exists(checkpoint):
    begin, weights, moments = torch.load(checkpoint)
    model.load_state_dict(weights)
    optimizer.load_state_dict(moments)
say(type="started", resumedAt=begin or None)

train = [document for document in json.load(open(spec["train"])) if len(document["vertexSet"]) > 1]
steps = params["epochs"] * len(train)
for step in range(begin, steps):
    epoch, place = divmod(step, len(train))
    random.Random(f"{spec['seed']} {epoch}").shuffle(order := list(train))  # the same after a stop
    document = order[place]
    pairs, logits = model(document)
    loss = atl(logits, pairs, document["labels"])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 20 == 0 or stop:
        say(type="progress", step=step + 1, steps=steps, epoch=epoch + 1, epochs=params["epochs"], loss=loss.item())
    if stop:
        torch.save([step + 1, model.state_dict(), optimizer.state_dict()], checkpoint + ".new")
        os.replace(checkpoint + ".new", checkpoint)  # whole, or not at all
        say(type="checkpoint", step=step + 1)
        sys.exit(130)

for task in spec["evaluate"]:
    with open(task["predictions"], "w") as file, torch.no_grad():
        for document in json.load(open(task["documents"])):
            pairs, logits = model(document)
            for i, r in (logits[:, 1:] > logits[:, :1]).nonzero().tolist():
                (h, t), relation = pairs[i], spec["relations"][r]
                print(json.dumps({"title": document["title"], "h_idx": h, "t_idx": t, "r": relation}), file=file)
say(type="summary", schema=1, trainId=spec["trainId"], steps=steps)
