import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import type { Schedule } from "../../contract/schedule.js";
import { allows, describeRule, type ParamValue } from "../../base/params.js";
import { BACKBONES, type Backbones } from "../../methods/backbones/registry.js";
import type { Backbone, Scale, Sizes } from "../../contract/backbone.js";

/**
 * What `--set` changes about a training, by name: numbers of the schedule, sizes of backbones, and how many documents
 * are read (`--limit`). A backbone without a size of that name keeps its own.
 */
export type Settings = Readonly<Record<string, ParamValue>>;

const count = {
  expected: "a whole number, at least 1",
  holds: (v: number) => Number.isInteger(v) && v >= 1,
};
const orNone = {
  expected: "a whole number, at least 1; or 0 with --init",
  holds: (v: number) => Number.isInteger(v) && v >= 0,
};
const positive = { expected: "a number above 0", holds: (v: number) => v > 0 };
const share = { expected: "a number from 0 to 1", holds: (v: number) => v >= 0 && v <= 1 };

const SETTINGS = {
  epochs: orNone,
  batch: count,
  "eval-batch": count,
  accumulate: count,
  rate: positive,
  "head-rate": positive,
  warmup: share,
  clip: positive,
  "max-length": count,
  limit: count,
};
type ScheduleSetting = keyof typeof SETTINGS;

const sizeNames = (backbones: Backbones): readonly string[] => [
  ...new Set([...backbones.values()].flatMap(({ sizes }) => Object.keys(sizes.rules))),
];

/** What `--set` takes. */
export const SETTING_NAMES: readonly string[] = [...Object.keys(SETTINGS), ...sizeNames(BACKBONES)];

/** Reads `--set epochs=3 rate=1e-4`; {@link checkSettings} says whether there is such a setting. */
export function readSettings(texts: readonly string[]): Settings {
  const found = new Map<string, ParamValue>();
  for (const text of texts) {
    const [name = "", given = "", ...rest] = text.split("=");
    if (rest.length > 0) {
      throw badInput(`Invalid value of ${name}`, {
        where: `--set ${text}`,
        expected: "one name and one value, such as epochs=3",
        got: [given, ...rest].join("="),
      });
    }
    if (found.has(name)) {
      throw badInput(`--set ${name} is given twice`, {
        where: `--set ${text}`,
        expected: `--set ${name}=… once`,
        got: `${name}=${String(found.get(name))} and ${text}`,
      });
    }
    found.set(name, valueOf(given));
  }
  return Object.fromEntries(found);
}

/**
 * The settings, checked against the schedule and the sizes of backbones.
 * @throws AmtlError (2) for an unknown name, and for a value that is out of range.
 */
export function checkSettings(settings: Settings, backbones: Backbones = BACKBONES): Settings {
  for (const [name, value] of Object.entries(settings)) {
    const text = `${name}=${value}`;
    const where = name === "limit" ? "--limit" : `--set ${text}`;
    const rules = rulesOf(name, backbones);
    if (rules.length === 0) {
      const known = [...Object.keys(SETTINGS), ...sizeNames(backbones)];
      const meant = nearest(name, known);
      throw badInput(`Unknown setting "${name}"`, {
        where: `--set ${text}`,
        expected: known.join(", "),
        ...(meant !== undefined && { fix: `--set ${meant}=${value}` }),
      });
    }
    if (!rules.some(({ holds }) => holds(value))) {
      throw badInput(`Invalid value of ${name}`, {
        where,
        expected: rules.map(({ expected }) => expected).join(", or "),
        got: String(value),
      });
    }
  }
  return settings;
}

interface SettingRule {
  readonly expected: string;
  readonly holds: (value: ParamValue) => boolean;
}

/** What a setting of that name may be: in the schedule, or in some backbone. */
function rulesOf(name: string, backbones: Backbones): readonly SettingRule[] {
  if (isOfSchedule(name)) {
    const { expected, holds } = SETTINGS[name];
    return [{ expected, holds: (value) => typeof value === "number" && holds(value) }];
  }
  return [...backbones.values()].flatMap(({ sizes: { rules } }) =>
    Object.hasOwn(rules, name)
      ? [{ expected: describeRule(rules[name]), holds: (value) => allows(rules[name], value) }]
      : [],
  );
}

const isOfSchedule = (name: string): name is ScheduleSetting => Object.hasOwn(SETTINGS, name);

/** A number or a switch where the text is one. */
function valueOf(text: string): ParamValue {
  if (text === "true" || text === "false") return text === "true";
  // Decimal only: 0x10 and Infinity are texts, which no number's rule takes.
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text.trim()) ? Number(text) : text;
}

/** A schedule with the settings put in. */
export function withSettings(schedule: Schedule, settings: Settings): Schedule {
  const set = <T>(name: ScheduleSetting, value: T): number | T => {
    const given = settings[name];
    return typeof given === "number" ? given : value;
  };
  return {
    ...schedule,
    epochs: set("epochs", schedule.epochs),
    batch: set("batch", schedule.batch),
    evalBatch: set("eval-batch", schedule.evalBatch),
    accumulate: set("accumulate", schedule.accumulate),
    rate: set("rate", schedule.rate),
    groups: schedule.groups.map((group) => ({ ...group, rate: set("head-rate", group.rate) })),
    warmup: set("warmup", schedule.warmup),
    clip: set("clip", schedule.clip),
    maxLength: set("max-length", schedule.maxLength),
  };
}

/**
 * Without an epoch nothing is learned: what was learned before is evaluated.
 * @param init the exported model that a run starts from.
 * @throws AmtlError (2) where there is none.
 */
export function checkEpochs({ epochs }: Schedule, init: string | undefined): void {
  if (epochs > 0 || init !== undefined) return;
  throw badInput("Invalid value of epochs", {
    where: "--set epochs=0",
    expected:
      "at least 1, or --init FOLDER beside it: the model of that folder is evaluated as it is",
    got: "a model that has learned nothing",
  });
}

/**
 * How many documents of each set a run reads; undefined: all.
 * @throws AmtlError (2) for fewer than one update takes.
 */
export function limitOf(settings: Settings, { batch, accumulate }: Schedule): number | undefined {
  const { limit } = settings;
  if (typeof limit !== "number") return undefined;
  if (limit >= batch * accumulate) return limit;
  throw badInput("Invalid value of --limit", {
    where: "--limit",
    expected: `at least ${batch * accumulate} documents: one update takes as many`,
    got: String(limit),
    fix: `--limit ${batch * accumulate}`,
  });
}

/**
 * A backbone's sizes at some scale with the settings put in.
 * @param usual those of a backbone that only a user's program has.
 * @throws AmtlError (2) when they do not fit one another.
 */
export function sizesWithSettings(
  backbone: Backbone | undefined,
  usual: Sizes,
  scale: Scale,
  settings: Settings,
): Sizes {
  const asked = (names: object): Sizes =>
    Object.fromEntries(Object.entries(settings).filter(([name]) => Object.hasOwn(names, name)));
  if (backbone === undefined) return { ...usual, ...asked(usual) };
  const { sizes, sizesAt, checkSizes } = backbone;
  const chosen = sizes.parse({ ...sizesAt?.(scale), ...asked(sizes.rules) });
  checkSizes?.(chosen);
  return chosen;
}
