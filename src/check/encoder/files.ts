import { z } from "zod";
import { AmtlError } from "../../base/errors.js";
import { withTensors } from "../../nn/encoder/safetensors.js";
import { newDeviation, type Deviation } from "../deviation.js";
import type { Checker } from "../checker.js";

const tensor = z.object({
  name: z.string(),
  dtype: z.string(),
  shape: z.array(z.int()),
  sum: z.number(),
  first: z.array(z.number()),
  last: z.number().nullable(),
});
const schema = z.object({
  tolerance: z.object({ sum: z.number().positive() }),
  files: z.array(z.object({ file: z.string(), tensors: z.array(tensor) })),
  bad: z.array(z.object({ file: z.string(), defect: z.string() })),
});

async function checkGood(
  deviation: Deviation,
  path: string,
  { file, tensors: wanted }: z.infer<typeof schema>["files"][number],
  tolerance: number,
): Promise<void> {
  await withTensors(path, async (tensors, load) => {
    deviation.exact(`${file}, number of tensors`, tensors.length === wanted.length);
    const byName = new Map(tensors.map((stored) => [stored.name, stored]));
    for (const want of wanted) {
      const stored = byName.get(want.name);
      const where = `${file}, ${want.name}`;
      const same = stored?.dtype === want.dtype && stored.shape.join() === want.shape.join();
      deviation.exact(`${where}, type and shape`, same);
      // 64-bit integers are listed but never read: no weight is one.
      if (stored === undefined || want.dtype === "I64") continue;
      const { values } = await load(stored);
      deviation.relative(
        `${where}, sum`,
        values.reduce((a, b) => a + b, 0),
        want.sum,
        tolerance,
      );
      deviation.exact(`${where}, first values`, values.slice(0, 3).join() === want.first.join());
      deviation.exact(`${where}, last value`, (values.at(-1) ?? null) === want.last);
    }
  });
}

/** Refused as a damaged file, with the file named: anything else is a defect of the reader. */
async function refuses(path: string): Promise<boolean> {
  try {
    await withTensors(path, () => Promise.resolve());
    return false;
  } catch (error) {
    return error instanceof AmtlError && error.details.where === path;
  }
}

/** Golden `encoder-files`: the weights reader on good and on broken safetensors files. */
export const check: Checker = async (golden, { find }) => {
  const { tolerance, files, bad } = schema.parse(golden);
  const deviation = newDeviation();
  const missing: string[] = [];
  for (const good of files) {
    const path = await find(good.file);
    if (path === null) missing.push(good.file);
    else await checkGood(deviation, path, good, tolerance.sum);
  }
  for (const { file, defect } of bad) {
    const path = await find(file);
    if (path === null) missing.push(file);
    else deviation.exact(`${file} (${defect})`, await refuses(path));
  }
  const outcome = deviation.outcome(files.length + bad.length, missing.length);
  return missing.length === 0 ? outcome : { ...outcome, why: `absent: ${missing.join(", ")}` };
};
