import { BACKBONES } from "../../methods/backbones/registry.js";
import { DATASETS } from "../../methods/datasets/registry.js";
import { ENCODERS } from "../../methods/encoders/registry.js";
import { LOSSES } from "../../methods/losses/registry.js";
import { PLUGINS } from "../../methods/plugins/registry.js";
import { segmentLossesOf } from "../../methods/losses/held.js";
import type { LossSpec, ProfileId, TrainSpec } from "../../contract/train-spec.js";

/** What is assumed of a run before one like it was timed. */
export interface Assumption {
  readonly seconds: number;
  /** The device that the assumption is for. */
  readonly device: string;
}

/** Minutes of {@link EPOCHS} epochs on the device of "paper", where a loss does not say its own (paper, Table 9). */
const OTHER_MINUTES = 40.1;
const EPOCHS = 30;

/** What segments add to a loss: AMTL's 41.91 minutes beside ATL's 40.04. */
const SEGMENTS = 41.91 / 40.04;

/**
 * Measured once, one run alone on two cores of an AMD EPYC of 2023, for the epochs of each profile; the losses differ by
 * less than two runs of one loss do.
 */
const SMALL: Readonly<Record<"smoke" | "mini", { seconds: number; epochs: number }>> = {
  smoke: { seconds: 14, epochs: 1 },
  mini: { seconds: 14 * 60, epochs: 5 },
};

/** Training documents of Re-DocRED by profile: a try on fewer takes about as much less. */
const DOCUMENTS: Readonly<Record<ProfileId, number>> = { smoke: 2400, mini: 400, paper: 3053 };

const shareOf = ({ profile, limit }: TrainSpec): number =>
  limit === undefined ? 1 : Math.min(1, limit / DOCUMENTS[profile]);

/**
 * How many times as long as on the device of "paper" a training of BERT-base takes on two processor cores: 4.0 s were
 * measured for a step of 4 x 256 tokens; 40.04 minutes (Table 9) are 0.105 s for each of 22,890 steps.
 */
export const ON_CORES = 38;

/** The seconds that one training takes, as far as anybody can say who has timed none. */
export function assumedCost(spec: TrainSpec): Assumption {
  const { profile, schedule } = spec;
  if (profile !== "paper") {
    const { seconds, epochs } = SMALL[profile];
    return {
      seconds: (shareOf(spec) * seconds * schedule.epochs) / epochs,
      device: DEVICES[profile],
    };
  }
  const { loss, layout, encoder, backbone, plugin, trainSet } = spec;
  const isSegmented = (layout.segments?.length ?? 1) > 1;
  const minutes =
    lossMinutes(loss) *
    (isSegmented ? SEGMENTS : 1) *
    (ENCODERS.get(encoder)?.relativeTime ?? 1) *
    (BACKBONES.get(backbone)?.cost ?? 1) *
    (plugin === null ? 1 : (PLUGINS.get(plugin.id)?.cost ?? 1)) *
    (DATASETS.get(trainSet.split("/")[0])?.relativeTime ?? 1) *
    (schedule.epochs / EPOCHS);
  return { seconds: 60 * minutes * shareOf(spec), device: DEVICES.paper };
}

function lossMinutes(loss: LossSpec): number {
  const own = LOSSES.get(loss.id)?.equals?.loss ?? loss.id;
  const inner = new Set(segmentLossesOf(loss));
  const [id, ...others] = inner.size === 0 ? [own] : inner;
  return others.length > 0 ? OTHER_MINUTES : (LOSSES.get(id)?.minutes ?? OTHER_MINUTES);
}

const DEVICES: Readonly<Record<ProfileId, string>> = {
  smoke: "two CPU cores",
  mini: "two CPU cores",
  paper: "one RTX 3090",
};
