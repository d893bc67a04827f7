import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/nearest.js";
import type { Schedule } from "../../contract/schedule.js";
import type { HeadSpec } from "../../contract/train-spec.js";

/** What `--set` may change about a training: numbers of the schedule and of the head. */
export type Settings = Readonly<Partial<Record<SettingName, number>>>;
export type SettingName = keyof typeof SETTINGS;

const count = {
  expected: "a whole number, at least 1",
  holds: (v: number) => Number.isInteger(v) && v >= 1,
};
const positive = { expected: "a number above 0", holds: (v: number) => v > 0 };
const share = { expected: "a number from 0 to 1", holds: (v: number) => v >= 0 && v <= 1 };

const SETTINGS = {
  epochs: count,
  batch: count,
  "eval-batch": count,
  accumulate: count,
  rate: positive,
  "head-rate": positive,
  warmup: share,
  clip: positive,
  "max-length": count,
  embedding: count,
  block: count,
};

/** What `--set` takes. */
export const SETTING_NAMES = Object.keys(SETTINGS);

/**
 * Reads `--set epochs=3 rate=1e-4`.
 * @throws AmtlError (2) for an unknown name, and for a value that is out of range.
 */
export function parseSettings(texts: readonly string[]): Settings {
  const entries = texts.map((text) => {
    const [name = "", value = ""] = text.split("=");
    if (!Object.hasOwn(SETTINGS, name)) {
      const known = Object.keys(SETTINGS);
      const meant = nearest(name, known);
      throw badInput(`Unknown setting "${name}"`, {
        where: `--set ${text}`,
        expected: known.join(", "),
        ...(meant !== undefined && { fix: `--set ${meant}=${value}` }),
      });
    }
    const rule = SETTINGS[name as SettingName];
    if (value.trim() === "" || !Number.isFinite(Number(value)) || !rule.holds(Number(value))) {
      throw badInput(`Impossible value of ${name}`, {
        where: `--set ${text}`,
        expected: rule.expected,
        got: value,
      });
    }
    return [name, Number(value)] as const;
  });
  return Object.fromEntries(entries);
}

/** The profile's schedule with the settings put in. */
export const withSettings = (schedule: Schedule, settings: Settings): Schedule => ({
  ...schedule,
  epochs: settings.epochs ?? schedule.epochs,
  batch: settings.batch ?? schedule.batch,
  evalBatch: settings["eval-batch"] ?? schedule.evalBatch,
  accumulate: settings.accumulate ?? schedule.accumulate,
  rate: settings.rate ?? schedule.rate,
  groups: schedule.groups.map((group) => ({ ...group, rate: settings["head-rate"] ?? group.rate })),
  warmup: settings.warmup ?? schedule.warmup,
  clip: settings.clip ?? schedule.clip,
  maxLength: settings["max-length"] ?? schedule.maxLength,
});

/** The profile's head with the settings put in. @throws AmtlError (2) when the blocks do not fill the width. */
export function headWithSettings(head: HeadSpec, settings: Settings): HeadSpec {
  const embedding = settings.embedding ?? head.embedding;
  const block = settings.block ?? head.block;
  if (embedding % block !== 0) {
    throw badInput("The blocks do not fill the head's width", {
      where: "--set embedding, block",
      expected: "an embedding that is a multiple of block",
      got: `embedding ${embedding}, block ${block}`,
    });
  }
  return { embedding, block };
}
