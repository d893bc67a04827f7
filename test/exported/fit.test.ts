import assert from "node:assert/strict";
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AmtlError } from "../../src/base/errors.js";
import type { TrainSpec } from "../../src/contract/train-spec.js";
import { checkFit } from "../../src/exported/fit.js";
import { readExported } from "../../src/exported/read.js";
import { writeFolder } from "../../src/exported/write.js";
import { BACKBONES, backboneOf } from "../../src/methods/backbones/registry.js";
import { DATASETS } from "../../src/methods/datasets/registry.js";
import { ENCODERS } from "../../src/methods/encoders/registry.js";
import { makeBatch } from "../../src/corpus/features/batch.js";
import { startFrom } from "../../src/train/initial.js";
import { modelFiles } from "../../src/trained/export.js";
import { onNative } from "../support/models/engines.js";
import { smokeModel, smokeSpec } from "../support/models/smoke-training.js";
import { inFolder } from "../support/runs/runs.js";

const spec = smokeSpec("amtl");

/** A folder with the model of a run as it stands before training. */
async function withExported<T>(
  of: TrainSpec,
  use: (folder: string, scores: (seed: TrainSpec) => Promise<Float32Array>) => Promise<T>,
): Promise<T> {
  const { model, inputs } = await smokeModel(of);
  const job = { train: of, dependencies: {}, evals: [] };
  const trained = { trainId: "0".repeat(64), spec: of, job, model, inputs, datasets: DATASETS };
  const { files } = await modelFiles(trained, of.decoder);
  const { features } = await inputs.split(of.devSet);
  const batch = makeBatch(features.slice(0, 2), inputs.layout);
  try {
    return await inFolder(async (root) => {
      const folder = join(root, "model");
      await writeFolder(folder, files);
      return use(folder, async (other) => {
        if (other === of) return model.scores(batch);
        const { model: fresh } = await smokeModel(other);
        const before = fresh.scores(batch);
        assert.notDeepEqual(before, model.scores(batch));
        const { sha256 } = await readExported(folder);
        const init = { train: { ...other, init: sha256 }, initFolder: folder };
        await startFrom(init, fresh.parameters, BACKBONES);
        const after = fresh.scores(batch);
        fresh.dispose();
        return after;
      });
    });
  } finally {
    model.dispose();
  }
}

const refusal =
  (message: RegExp, part = /./) =>
  (error: unknown) => {
    assert.ok(error instanceof AmtlError, String(error));
    assert.equal(error.exitCode, 2);
    assert.match(error.message, message);
    assert.match(JSON.stringify(error.details), part);
    return true;
  };

describe("an exported model", function () {
  onNative();
  this.timeout(60_000);

  it("gives a run of another seed the same scores, bit for bit", async () => {
    for (const id of BACKBONES.keys()) {
      const own = smokeSpec("amtl", id);
      await withExported(own, async (_, scores) => {
        assert.deepEqual(await scores({ ...own, seed: 5 }), await scores(own));
      });
    }
  });

  it("fits a run of the same backbone, encoder and relations, and no other", async () => {
    await withExported(spec, async (folder) => {
      const exported = await readExported(folder);
      const fit = (change: Partial<TrainSpec>): Promise<void> => {
        const other = { ...spec, ...change };
        const backbone = backboneOf(other.backbone);
        return checkFit(exported, other, { backbone, datasets: DATASETS, encoders: ENCODERS });
      };
      await fit({ seed: 5, loss: { id: "amt", params: {} } });
      const { layout } = spec;
      const wrong: readonly (readonly [Partial<TrainSpec>, RegExp])[] = [
        [{ backbone: "dreeam" }, /backbone$/],
        [{ plugin: { id: "jmrl", params: {} } }, /plugin$/],
        [{ head: { ...spec.head, embedding: 64 } }, /size embedding$/],
        [{ encoder: "tiny-roberta" }, /encoder$/],
        [{ layout: { ...layout, segments: null } }, /relations$/],
        [{ layout: { ...layout, ordering: "original" } }, /relations$/],
        [{ layout: { ...layout, segments: [6, 6, 6], labelSpace: 18 } }, /relations$/],
      ];
      for (const [change, message] of wrong) await assert.rejects(fit(change), refusal(message));
    });
  });

  it("is refused where a file is gone or changed, but for those that people edit", async () => {
    await withExported(spec, async (folder, scores) => {
      const { sha256 } = await readExported(folder);
      const { parameters } = (await smokeModel(spec)).model;
      const other = { train: { ...spec, init: "0".repeat(64) }, initFolder: folder };
      await assert.rejects(startFrom(other, parameters, BACKBONES), refusal(/has changed/));
      await writeFile(join(folder, "load.py"), "");
      assert.equal((await readExported(folder)).sha256, sha256);
      assert.ok((await scores(spec)).length > 0);
      const config = join(folder, "config.json");
      const text = await readFile(config, "utf8");
      await writeFile(config, text.replace('"atlop"', '"gain"'));
      await assert.rejects(
        readExported(folder),
        refusal(/Damaged/, /config\.json.*another content/),
      );
      await writeFile(config, text);
      await appendFile(join(folder, "model.safetensors"), "x");
      await assert.rejects(readExported(folder), refusal(/Damaged/, /another content/));
      await rm(join(folder, "model.safetensors"));
      await assert.rejects(readExported(folder), refusal(/Damaged/, /no such file/));
      await rm(join(folder, "manifest.json"));
      await assert.rejects(readExported(folder), refusal(/No exported model/));
      await assert.rejects(
        readExported(`${folder}x`),
        refusal(/No exported model/, /no such folder/),
      );
    });
  });
});
