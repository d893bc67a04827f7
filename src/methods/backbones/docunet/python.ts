import { ENTITIES, pythonProgram } from "../shared/python.js";

/** Loads an exported DocuNet (spec/backbone-docunet.md) in PyTorch. */
export const program = pythonProgram({
  encoderName: "bert_model",
  before: `
def double(inputs, outputs):  # two convolutions with batch norm
    layers = []
    for channels in (inputs, outputs):
        layers += [torch.nn.Conv2d(channels, outputs, 3, padding=1)]
        layers += [torch.nn.BatchNorm2d(outputs), torch.nn.ReLU()]
    return torch.nn.ModuleDict({"double_conv": torch.nn.Sequential(*layers)})

def joined(x, skip):  # twice as large, filled up with zeros, beside what was there before
    x = torch.nn.functional.interpolate(x, scale_factor=2, mode="bilinear", align_corners=True)
    more = skip.shape[2] - x.shape[2]
    return torch.cat([skip, torch.nn.functional.pad(x, [more // 2, more - more // 2] * 2)], 1)`,
  modules: `
m, self.k, self.side = head["embedding"], head["block"], head["grid"]
p, c, f, of = head["planes"], head["channels"], head["features"], torch.nn.ModuleDict
self.liner, self.bilinear = torch.nn.Linear(d, p), torch.nn.Linear(m * self.k, columns)
self.head_extractor, self.tail_extractor = torch.nn.Linear(d + f, m), torch.nn.Linear(d + f, m)
down = lambda *c: of({"maxpool_conv": torch.nn.Sequential(torch.nn.Identity(), double(*c))})
self.segmentation_net = of({
    "inc": of({"conv": double(p, c)}), "down1": down(c, 2 * c), "down2": down(2 * c, 2 * c),
    "up1": of({"conv": double(4 * c, c)}), "up2": of({"conv": double(2 * c, c // 2)}),
    "outc": of({"conv": torch.nn.Conv2d(c // 2, f, 1)})})`,
  forward: `${ENTITIES}
g = w[torch.arange(self.side).clamp(max=len(at) - 1)]  # filled up with the last entity
q = torch.einsum("ihn,jhn->ijn", g, g) / w.shape[1]
image = self.liner(q / (q.sum(2, keepdim=True) + 1e-5) @ x).permute(2, 0, 1)[None]
net, pool = self.segmentation_net, lambda x: torch.nn.functional.max_pool2d(x, 2)
x1 = net["inc"]["conv"]["double_conv"](image)
x2 = net["down1"]["maxpool_conv"][1]["double_conv"](pool(x1))
x3 = net["down2"]["maxpool_conv"][1]["double_conv"](pool(x2))
y = net["up1"]["conv"]["double_conv"](joined(x3, x2))
y = net["outc"]["conv"](net["up2"]["conv"]["double_conv"](joined(y, x1)))[0]
zh = self.head_extractor(torch.cat([v[h], y[:, h, t].T], 1)).tanh().view(len(h), -1, self.k, 1)
zt = self.tail_extractor(torch.cat([v[t], y[:, h, t].T], 1)).tanh().view(len(h), -1, 1, self.k)
return pairs.T, self.bilinear((zh * zt).flatten(1))`,
});
