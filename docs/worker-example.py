"""A program: predicts what is most frequent between two types of entities. See worker-protocol.md."""
import collections, json, os, signal, sys, time

spec = json.load(open(os.path.join(sys.argv[-1], "spec.json")))
assert spec["schema"] == 1, "this program speaks version 1 of the protocol"
checkpoint = os.path.join(os.environ["AMTL_CHECKPOINT_DIR"], "counts.json")
stop = []
signal.signal(signal.SIGTERM, lambda *_: stop.append(True))

def say(**message):
    print(json.dumps(message), flush=True)

def types(document, h, t):
    return tuple(document["vertexSet"][entity][0]["type"] for entity in (h, t))

begin, counts = 0, collections.Counter()
if os.path.exists(checkpoint):
    begin, entries = json.load(open(checkpoint))
    counts.update({tuple(key): n for *key, n in entries})
say(type="started", resumedAt=begin or None)
train, batch = json.load(open(spec["train"])), 100
steps = -(-len(train) // batch)
for step in range(begin, steps):
    for document in train[step * batch : (step + 1) * batch]:
        counts.update((*types(document, fact["h"], fact["t"]), fact["r"]) for fact in document["labels"])
    time.sleep(float(os.environ.get("PAUSE", 0)))  # a real model takes its time
    say(type="progress", step=step + 1, steps=steps)
    if stop:
        with open(checkpoint + ".new", "w") as file:
            json.dump([step + 1, [[*key, n] for key, n in counts.items()]], file)
        os.replace(checkpoint + ".new", checkpoint)  # whole, or not at all
        say(type="checkpoint", step=step + 1)
        sys.exit(130)
best = {}
for n, r, pair in sorted((n, r, pair) for (*pair, r), n in counts.items()):
    best[tuple(pair)] = r  # the most frequent comes last
for task in spec["evaluate"]:
    with open(task["predictions"], "w") as file:
        for document in json.load(open(task["documents"])):
            entities = range(len(document["vertexSet"]))
            for h, t in ((h, t) for h in entities for t in entities if h != t):
                r = best.get(types(document, h, t))
                if r in spec["relations"]:
                    print(json.dumps({"title": document["title"], "h_idx": h, "t_idx": t, "r": r}), file=file)
say(type="summary", schema=1, trainId=spec["trainId"], steps=steps)
