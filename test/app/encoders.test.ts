import assert from "node:assert/strict";
import { getEncoders, listEncoders } from "../../src/app/encoders.js";
import { AmtlError } from "../../src/base/errors.js";
import { type Folders, useOwnFolders } from "../corpus/folders.js";

const refuses = (names: readonly string[], said: RegExp): Promise<void> =>
  assert.rejects(getEncoders(names), (error) => {
    assert.ok(error instanceof AmtlError && error.exitCode === 2);
    assert.match(`${error.message} ${JSON.stringify(error.details)}`, said);
    return true;
  });

describe("encoders", () => {
  let here: Folders;
  before(async () => (here = await useOwnFolders()));
  after(() => here.remove());

  it("are listed with what is here of them", async () => {
    const found = new Map((await listEncoders()).map((each) => [each.id, each]));
    const { state, family, sha256 } = found.get("tiny-roberta")!;
    assert.deepEqual([state, family], ["built in", "roberta"]);
    assert.match(sha256 ?? "", /^[0-9a-f]{64}$/);
    assert.deepEqual(
      [found.get("minilm-l6")?.state, found.get("minilm-l6")?.sha256],
      ["missing", null],
    );
  });

  it("need nothing to be brought where they are constructed", async () => {
    const [{ encoder, fetched, from }] = await getEncoders(["tiny-bert"]);
    assert.deepEqual([encoder.id, fetched, from], ["tiny-bert", false, "built by the program"]);
  });

  it("are refused when unknown, with the nearest name, or not named", async () => {
    await refuses(["minilm-16"], /did you mean minilm-l6/);
    await refuses([], /Missing encoder name/);
  });
});
