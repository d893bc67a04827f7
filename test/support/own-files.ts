import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A researcher's table with a loss of its own, as the README's cookbook has it: Table 4's rows, and one more. */
export const MY_TABLE = `
import { loss, table, type OwnLoss } from "amtl-run";
import table4 from "amtl-run/experiments/table04";

/** Each relation's distance to the threshold class, on a logistic scale. */
const logistic: OwnLoss = {
  id: "logistic-margin",
  version: 1,
  params: { margin: { kind: "number", default: 1, min: 0 } },
  decoder: { rule: "th", k: 4 },
  compute: (tf, { logits, labels, params }) => {
    const distance = logits.slice([0, 1]).sub(logits.slice([0, 0], [-1, 1]));
    const sign = labels.slice([0, 1]).mul(2).sub(1);
    return tf.softplus(tf.sub(Number(params.margin), distance.mul(sign))).sum(1).mean();
  },
};

export default table("my-table", {
  ...table4,
  beside: "table4",
  title: "My own loss beside the paper's",
  losses: [logistic],
  rows: [...table4.rows, loss("logistic-margin", { label: "Mine" })],
});
`;

/** Lines of {@link MY_TABLE} that contain a text, counted from 1. */
export const lineOf = (text: string, source = MY_TABLE): number =>
  source.split("\n").findIndex((line) => line.includes(text)) + 1;

/** Files in a folder outside the checkout, which is gone after the callback. */
export async function withFiles<T>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "amtl-own-"));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
