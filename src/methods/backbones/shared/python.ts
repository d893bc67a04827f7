/** What differs between the programs that load exported models in PyTorch. */
export interface PythonHead {
  /** What the encoder is called in the model; left out: "model". */
  readonly encoderName?: string;
  /** Lines of the constructor that make the modules of the head; `d` is the hidden size, `head` its sizes. */
  readonly modules: string;
  /** Lines of the method that gives the pairs of a document and their logits. */
  readonly forward: string;
  /** Functions and classes before the model; left out: none. */
  readonly before?: string;
  /** Methods before that, by the encoder's name; left out: {@link readAndEncode}. */
  readonly methods?: (encoderName: string) => string;
  /** Whether the encoder has its pooler. */
  readonly pooled?: true;
}

const indented = (text: string): string =>
  text
    .trim()
    .split("\n")
    .map((line) => (line === "" ? line : `        ${line}`))
    .join("\n");

/** Reading and encoding of documents (data-pipeline sections 2, 3 and 5). */
export const readAndEncode = (
  encoderName: string,
): string => `    def read(self, document):  # DocRED's JSON -> ids, and for each entity where its mentions begin
        spans = [[(m["sent_id"], *m["pos"]) for m in entity] for entity in document["vertexSet"]]
        starts = {m[:2] for entity in spans for m in entity}
        ends = {(m[0], m[2] - 1) for entity in spans for m in entity}
        reading, ids, at = self.run["reading"], [], {}
        for s, words in enumerate(document["sents"]):
            for w, word in enumerate(words):
                pieces, at[s, w] = self.tokenizer.encode(word, add_special_tokens=False), len(ids) + 1
                ids += [reading["markerId"]] * ((s, w) in starts) + pieces.ids
                ids += [reading["markerId"]] * ((s, w) in ends)
        ids = [reading["startId"], *ids[: reading["maxLength"] - 2], reading["endId"]]
        return ids, [[at[m[:2]] for m in entity if at[m[:2]] < len(ids)] for entity in spans]

    def encode(self, ids):  # -> states [n, d], attention [heads, n, n]; beyond 512 from two windows
        n, layers, ends = len(ids), self.run["encoder"]["layers"], self.run["reading"]["ends"]
        parts = [(ids, slice(n), slice(n))] if n <= 512 else [
            (ids[: 512 - ends] + ids[-1:] * ends, slice(512 - ends), slice(512 - ends)),
            (ids[:1] + ids[n - 511 :], slice(1, 512), slice(n - 511, n))]
        windows = torch.tensor([part[0] for part in parts])
        out = self.${encoderName}(windows, output_hidden_states=True, output_attentions=True)
        h, w = (torch.stack(o[-layers:]).mean(0) for o in (out.hidden_states[1:], out.attentions))
        x, count, a = torch.zeros(n, h.shape[2]), torch.zeros(n, 1), torch.zeros(w.shape[1], n, n)
        for i, (_, own, whole) in enumerate(parts):
            x[whole], count[whole] = x[whole] + h[i, own], count[whole] + 1
            a[:, whole, whole] += w[i][:, own, own]
        return x / count.clamp(min=1), a / (a.sum(2, keepdim=True) + 1e-10)`;

/** A program that loads an exported model with PyTorch and transformers, and gives its logits. */
export const pythonProgram = ({
  encoderName = "model",
  modules,
  forward,
  before,
  pooled,
  methods = readAndEncode,
}: PythonHead): string => `"""Loads the model of this folder with PyTorch; README.md says how."""
import json, sys
from pathlib import Path
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModel
${before === undefined ? "" : `\n${before.trim()}\n`}
class Model(torch.nn.Module):
    def __init__(self, folder=Path(__file__).parent):
        super().__init__()
        config = AutoConfig.from_pretrained(folder, attn_implementation="eager")
        self.run, d = config.amtl_run, config.hidden_size
        head, columns = self.run["head"], len(self.run["layout"]["columns"])
        self.tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
        self.${encoderName} = AutoModel.from_config(config, add_pooling_layer=${pooled === true ? "True" : "False"})
${indented(modules)}
        self.load_state_dict(load_file(Path(folder) / "model.safetensors"))
        self.eval().requires_grad_(False)

${methods(encoderName)}

    def forward(self, document):  # -> pairs of entities [rows, 2], logits [rows, columns]
${indented(forward)}

if __name__ == "__main__":
    model = Model()
    for document in json.loads(Path(sys.argv[1]).read_text()):
        print(json.dumps([each.tolist() for each in model(document)]))
`;

/** Of each entity its vector v and its mean attention w, as ATLOP makes them; zeros where it has no mention left. */
export const ENTITIES = `
ids, at = self.read(document)
x, a = self.encode(ids)
v = torch.stack([x[p].logsumexp(0) if p else 0 * x[0] for p in at])
w = torch.stack([a[:, p].mean(1) if p else 0 * a[:, 0] for p in at])
h, t = pairs = (1 - torch.eye(len(at))).nonzero().T`;

/** The context of each pair, as ATLOP makes it. */
export const contexts = (epsilon: string): string => `
q = (w[h] * w[t]).mean(1)
c = q / (q.sum(1, keepdim=True) + ${epsilon}) @ x`;

/** ATLOP's head, of which some others differ in little. */
export const atlopHead = (epsilon: string): PythonHead => ({
  modules: `
m, self.k = head["embedding"], head["block"]
self.head_extractor, self.tail_extractor = torch.nn.Linear(2 * d, m), torch.nn.Linear(2 * d, m)
self.bilinear = torch.nn.Linear(m * self.k, columns)`,
  forward: `${ENTITIES}${contexts(epsilon)}
zh = self.head_extractor(torch.cat([v[h], c], 1)).tanh().view(len(h), -1, self.k, 1)
zt = self.tail_extractor(torch.cat([v[t], c], 1)).tanh().view(len(h), -1, 1, self.k)
return pairs.T, self.bilinear((zh * zt).flatten(1))`,
});
