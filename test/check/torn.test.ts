import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import type { FileReport } from "../../src/check/checker.js";
import { goldenFolder } from "../../src/check/find.js";
import { checkPaths } from "../../src/check/index.js";
import { onNative } from "../support/models/engines.js";
import { withFiles } from "./temporary.js";

type Path = readonly (string | number)[];
type Tree = Record<string | number, unknown>;

/** Takes away what stands at a path, or puts something else there. */
function tear(golden: Tree, path: Path, value?: unknown): void {
  const inner = path.slice(0, -1).reduce<Tree>((tree, key) => tree[key] as Tree, golden);
  const last = path[path.length - 1];
  assert.ok(last in inner || value !== undefined, path.join("."));
  if (value !== undefined) inner[last] = value;
  else if (Array.isArray(inner)) inner.splice(Number(last), 1);
  else Reflect.deleteProperty(inner, last);
}

/** The report of a golden file after a change. */
async function torn(name: string, change: (golden: Tree) => void): Promise<FileReport> {
  const golden = JSON.parse(await readFile(join(goldenFolder(), name), "utf8")) as Tree;
  change(golden);
  const reports: FileReport[] = [];
  await withFiles({ "torn.json": golden }, async (folder) => {
    for await (const report of checkPaths([folder], { engine: "native", tf })) reports.push(report);
  });
  assert.equal(reports.length, 1);
  return reports[0];
}

const TRAJECTORY = "trajectory/dreeam-atl.json";
const BACKBONE = "backbones/dreeam.json";

const UNREADABLE: readonly (readonly [file: string, path: Path, why: RegExp])[] = [
  [TRAJECTORY, ["features", 0], /field features: expected every document that the file names/],
  [TRAJECTORY, ["features", 0, "rmasks", 0], /rmasks: expected a mark for each label/],
  [TRAJECTORY, ["features", 0, "entity_pos", 0], /hts: expected entities of entity_pos/],
  [
    TRAJECTORY,
    ["config", "epoch_orders", 0],
    /config\.epoch_orders: expected an order for every epoch/,
  ],
  [TRAJECTORY, ["config", "emb_size"], /lacks a size.*config \(embedding\)/],
  [TRAJECTORY, ["params"], /field params/],
  [TRAJECTORY, ["final", "logits"], /field final\.logits/],
  [BACKBONE, ["params", "bilinear.weight"], /Expected a parameter bilinear\.weight/],
  [BACKBONE, ["inputs", "sequence_output"], /inputs\.sequence_output/],
  [BACKBONE, ["inputs", "labels"], /inputs\.labels/],
  [BACKBONE, ["inputs", "R"], /inputs\.R/],
  [BACKBONE, ["config", "block_size"], /lacks a size.*config \(block\)/],
  ["optimizer/adamw.json", ["cases", 0, "outputs", "steps"], /cases\.0\.outputs\.steps/],
  [
    "optimizer/adamw.json",
    ["cases", 0, "inputs", "grads", 0],
    /grads: expected gradients for every step/,
  ],
];

describe("a torn golden file", function () {
  this.timeout(120_000);
  onNative();

  for (const [file, path, why] of UNREADABLE) {
    it(`${file} without ${path.join(".")} is unreadable, and the field is named`, async () => {
      const report = await torn(file, (golden) => {
        tear(golden, path);
      });
      assert.equal(report.verdict, "unreadable", report.why ?? "");
      assert.match(report.why!, why);
      assert.doesNotMatch(report.why!, /TypeError|Cannot read|undefined \(/);
    });
  }

  it("without the short case of the optimizer is compared by what is left", async () => {
    const { verdict, why } = await torn("optimizer/adamw.json", (golden) => {
      tear(golden, ["check"]);
    });
    assert.equal(verdict, "ok", why ?? "");
  });

  it("whose epochs end in an incomplete batch drops it as the trainer does", async () => {
    const { verdict, why } = await torn("trajectory/atl.json", (golden) => {
      const { epoch_orders: orders } = golden.config as { epoch_orders: number[][] };
      for (const order of orders) order.push(order[0]);
    });
    assert.equal(verdict, "ok", why ?? "");
  });

  it("with another step than the trainer makes deviates, and says where", async () => {
    const { verdict, why } = await torn("trajectory/atl.json", (golden) => {
      tear(golden, ["steps", 1]);
    });
    assert.equal(verdict, "deviates");
    assert.match(why!, /^step /);
  });
});
