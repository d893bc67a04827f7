import { z } from "zod";
import type { ThresholdDecoder } from "../../contract/decoder.js";
import { passing } from "../../scoring/decoders/thresholds.js";
import type { ColumnLayout } from "../../scoring/layout.js";
import type { Checker } from "../checker.js";
import { matrix } from "../matrix.js";

const schema = z.object({
  cases: z.array(
    z.object({
      name: z.string(),
      params: z.object({
        mode: z.enum(["th", "zero", "zeroDocuNet", "thSegments", "zeroSegments"]),
        numLabels: z.int(),
        segments: z.array(z.tuple([z.int(), z.int()])).optional(),
      }),
      logits: matrix,
      decoded: z.array(z.array(z.number())),
    }),
  ),
});

type Case = z.infer<typeof schema>["cases"][number];

/** What the official functions return, their own bookkeeping of column 0 included (losses section 3). */
function officialDecoding({ params, logits }: Case): number[][] {
  const { mode, numLabels } = params;
  const width = logits.at(0)?.length ?? 0;
  const segments = (params.segments ?? [[0, width]]).map(([start, end]) => ({ start, end }));
  const layout: ColumnLayout = { segments, lambda: 1, columns: Array<null>(width).fill(null) };
  const rule = mode.startsWith("th") ? "th" : "zero";
  const decoder: ThresholdDecoder = { rule, k: numLabels, threshold: "raw", factor: 1 };
  const marks = passing(Float32Array.from(logits.flat()), logits.length, layout, decoder);
  return logits.map((_, row) => {
    const marked = [...marks.subarray(row * width, (row + 1) * width)];
    const counted = mode === "zeroDocuNet" ? marked.slice(1) : marked;
    return [counted.includes(1) ? 0 : 1, ...marked.slice(1)];
  });
}

const same = (got: number[][], want: number[][]): boolean =>
  JSON.stringify(got) === JSON.stringify(want);

/** Golden `decode`: the decoding rules on given logits, compared exactly. */
export const check: Checker = (golden) => {
  const { cases } = schema.parse(golden);
  const wrong = cases.find((one) => !same(officialDecoding(one), one.decoded));
  return Promise.resolve({
    cases: cases.length,
    skipped: 0,
    maxDeviation: wrong === undefined ? 0 : Infinity,
    ...(wrong === undefined ? {} : { why: `case ${wrong.name}` }),
  });
};
