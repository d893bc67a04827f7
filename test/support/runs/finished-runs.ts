import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { documentsFile } from "./own-data.js";

/** A program of a user's: it predicts the most frequent relation of the first entities of each document. */
const PROGRAM = `
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
const spec = JSON.parse(readFileSync(join(process.argv.at(-1), "spec.json"), "utf8"));
console.log(JSON.stringify({ type: "started" }));
for (const { documents, predictions } of spec.evaluate) {
  const lines = JSON.parse(readFileSync(documents, "utf8")).flatMap(({ title, vertexSet }) =>
    vertexSet.slice(1, 4).map((_, at) =>
      JSON.stringify({ title, h_idx: 0, t_idx: at + 1, r: spec.ranking[at] }) + "\\n"));
  mkdirSync(dirname(predictions), { recursive: true });
  writeFileSync(predictions, lines.join(""));
}
console.log(JSON.stringify({ type: "summary", schema: 1, trainId: spec.trainId, steps: 1 }));
`;

const TABLE = `
import { cells, dataset, line, loss, table } from "amtl-run";

export default table("finished", {
  title: "Two losses and a program on documents of my own",
  datasets: [dataset("mine", { train: "train.json", dev: "dev.json", test: "test.json" })],
  base: { backbone: "atlop", encoder: "tiny-bert" },
  rows: [loss("atl"), loss("amtl"), line("Mine", { worker: "node program.mjs" })],
  columns: cells({ trainedOn: "mine", scoredOn: "mine/test", metrics: ["f1", "ign-f1"] }),
  seeds: [5],
});
`;

/**
 * Writes an experiment whose runs take a second: few documents of one's own, two losses, and a program of the user's.
 * @returns its file.
 */
export async function writeSmallTable(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, "finished.ts");
  const files = {
    "train.json": documentsFile("train", 40),
    "dev.json": documentsFile("dev", 10),
    "test.json": documentsFile("test", 10),
    "program.mjs": PROGRAM,
    "finished.ts": TABLE,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return file;
}
