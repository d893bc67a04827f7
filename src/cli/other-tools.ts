/** Commands that other tools have, and what one types here. */
const COMMANDS: Readonly<Record<string, string>> = {
  train: "amtl-run plan EXPERIMENT shows what would be trained, amtl-run EXPERIMENT trains it",
  fit: "amtl-run plan EXPERIMENT shows what would be trained, amtl-run EXPERIMENT trains it",
  ls: "amtl-run list",
  show: "amtl-run why RUN, or amtl-run logs RUN",
  info: "amtl-run why RUN, or amtl-run doctor",
  kill: "amtl-run cancel PLAN|RUN",
  stop: "amtl-run cancel PLAN|RUN",
  rm: "amtl-run forget PLAN|RUN; amtl-run gc lists what nothing needs",
  remove: "amtl-run forget PLAN|RUN; amtl-run gc lists what nothing needs",
  delete: "amtl-run forget PLAN|RUN; amtl-run gc lists what nothing needs",
  reset: "amtl-run forget PLAN|RUN",
  clean: "amtl-run gc lists what nothing needs",
  export: "amtl-run report EXPERIMENT --format latex",
  table: "amtl-run report EXPERIMENT; amtl-run list shows the experiments",
  tables: "amtl-run report EXPERIMENT; amtl-run list shows the experiments",
  infer: "amtl-run predict FILE --run RUN",
  evaluate: "amtl-run eval PREDICTIONS --gold GOLD",
  score: "amtl-run eval PREDICTIONS --gold GOLD",
  test: "amtl-run selfcheck",
  check: "amtl-run selfcheck, or amtl-run doctor",
  queue: "amtl-run status",
  ps: "amtl-run status",
  install: "amtl-run engine install",
  download: "amtl-run data get NAME, or amtl-run encoder get NAME",
};

/** Options that other tools have, and what one types here; VALUE is what was given. */
const OPTIONS: Readonly<Record<string, string>> = {
  epochs: "--set epochs=VALUE",
  epoch: "--set epochs=VALUE",
  lr: "--set rate=VALUE",
  "learning-rate": "--set rate=VALUE",
  "batch-size": "--set batch=VALUE",
  batch: "--set batch=VALUE",
  loss: "--only loss=VALUE",
  backbone: "--only backbone=VALUE",
  model: "--only backbone=VALUE",
  encoder: "--only encoder=VALUE",
  row: "--only row=VALUE",
  seed: "--seeds VALUE",
  output: "--results VALUE",
  "output-dir": "--results VALUE",
  out: "--results VALUE",
  gpu: "--gpus VALUE",
  device: "--engine VALUE",
  workers: "--jobs VALUE",
};

const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** What to type in place of another tool's command. */
export const commandHere = (name: string): string | undefined => own(COMMANDS, name);

/**
 * What to type in place of another tool's option, where this command takes that.
 * @param known the command's options.
 * @param value as it was given; left out: none was.
 */
export function optionHere(
  name: string,
  known: readonly string[],
  value: string | undefined,
): string | undefined {
  const found = own(OPTIONS, name.toLowerCase().replaceAll("_", "-"));
  const takes = found !== undefined && known.some((each) => found.startsWith(`--${each} `));
  return takes ? found.replace("VALUE", value ?? "…") : undefined;
}
