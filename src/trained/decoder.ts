import { canonicalJson } from "../base/canonical.js";
import { badInput } from "../base/errors.js";
import { shortId } from "../base/text/short-id.js";
import type { DecoderSpec } from "../contract/decoder.js";
import { decoderOf } from "../scoring/decoders/index.js";
import { withTuned } from "../scoring/tuned.js";
import { evaluationsOf } from "../store/evals-of.js";
import { evalDir } from "../store/paths.js";
import { readEvalResult } from "../store/read-result.js";
import type { OpenableRun } from "./open.js";

/**
 * The rule by which a run's evaluations decode: the one that chose its checkpoint. What that leaves open is as an
 * evaluation of the run chose it on the dev set.
 *
 * @param root folder that holds train/ and eval/.
 * @throws AmtlError (2) when it leaves something open and no evaluation is there.
 */
export async function closedDecoder(
  root: string,
  { trainId, spec: { decoder } }: Pick<OpenableRun, "trainId" | "spec">,
): Promise<DecoderSpec> {
  const { tuned } = decoderOf(decoder);
  if (tuned === null) return decoder;
  for (const { evalId, spec } of await evaluationsOf(root, trainId)) {
    if (canonicalJson(spec.decoder) !== canonicalJson(decoder)) continue;
    const value = (await readEvalResult(evalDir(root, evalId)))?.tuned;
    if (value !== undefined) return withTuned(decoder, value);
  }
  throw badInput(`Run ${shortId(trainId)} has no evaluation`, {
    expected: `one that chose the ${tuned} of its decoding on the dev set`,
    got: "none in the results folder",
    fix: "run its table again: what is trained stays",
  });
}
