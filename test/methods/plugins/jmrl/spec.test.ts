import assert from "node:assert/strict";
import { loadExperiments } from "../../../../src/app/select/experiments.js";
import { expand } from "../../../../src/experiment/grid/grid.js";
import { catalog } from "../../../../src/methods/index.js";
import { PROFILES } from "../../../../src/methods/profiles/profiles.js";

/** The runs of the paper's rows with JMRL, one seed, by backbone and training set. */
async function runsOf(id: string) {
  const [{ experiment }] = await loadExperiments(id);
  const cells = expand(experiment, PROFILES.paper, [5], {}, catalog);
  const specs = cells.flatMap(({ status }) =>
    status.kind === "runs" ? status.runs.map(({ train }) => train) : [],
  );
  const named = specs.filter(({ plugin }) => plugin?.id === "jmrl");
  return new Map(named.map((spec) => [`${spec.backbone} ${spec.trainSet}`, spec]));
}

describe("JMRL in the paper's tables", () => {
  it("has the settings of each of its official codes, and the schedule of its backbone besides", async () => {
    const runs = new Map([...(await runsOf("table7")), ...(await runsOf("table8"))]);
    const usual = { rules: 20, atoms: 2, truth: "softmax", maskNone: true, temperature: 0.2 };
    const rest = { backbone: 1, rate: 0.3 };
    const enhanced = { ...usual, ...rest, temperature: 1, maskNone: false, rate: 0.1 };
    const params = Object.fromEntries(
      [...runs].map(([name, { plugin }]) => [name, plugin?.params]),
    );
    assert.deepEqual(params, {
      "gain docred/train": { ...usual, ...rest, truth: "sigmoid", temperature: 1 },
      "atlop docred/train": { ...usual, ...rest },
      "dreeam docgnre-gpt/train": enhanced,
      "dreeam docgnre-mgpt/train": enhanced,
    });
    const { schedule } = runs.get("atlop docred/train")!;
    assert.deepEqual(schedule.groups[0], { name: "rules", match: ["diff_w"], rate: 0.3 });
    assert.equal(schedule.epochs, 30);
  });
});
