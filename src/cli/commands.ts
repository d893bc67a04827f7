import type { CommandEntry } from "./command.js";

/** The commands, in the order of `--help`. Each is imported only when it runs. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    command: "list",
    describe: "List experiments and profiles",
    load: () => import("./commands/list.js"),
  },
  {
    command: "plan <experiments..>",
    describe: "Show the runs that tables need, and which are done",
    load: () => import("./commands/plan/command.js"),
  },
  {
    command: "run <experiments..>",
    describe: "Train the missing runs; table4 is short for run table4",
    load: () => import("./commands/run/command.js"),
  },
  {
    command: "status [plans..]",
    describe: "Show the state of plans and their runs",
    load: () => import("./commands/status/command.js"),
  },
  {
    command: "logs <run>",
    describe: "Show the log of a run; -f follows it",
    load: () => import("./commands/logs/command.js"),
  },
  {
    command: "cancel [targets..]",
    describe: "Stop a plan or a run cleanly, wherever it runs",
    load: () => import("./commands/cancel/command.js"),
  },
  {
    command: "gc",
    describe: "Remove run data that nothing needs; list it without --yes",
    load: () => import("./commands/gc.js"),
  },
  {
    command: "forget <targets..>",
    describe: "Take a plan out of the list, or remove a run's results",
    load: () => import("./commands/forget.js"),
  },
  {
    command: "verify [targets..]",
    describe: "Read every byte of runs' files, and say what is damaged",
    load: () => import("./commands/verify.js"),
  },
  {
    command: "why <what> [experiments..]",
    describe: "Explain a run, or the runs behind a cell",
    load: () => import("./commands/why/command.js"),
  },
  {
    command: "report [experiments..]",
    describe: "Print and write the tables from existing results",
    load: () => import("./commands/report/command.js"),
  },
  {
    command: "diff <a> <b> [tables..]",
    describe: "Compare tables, results folders, commits, or the paper",
    load: () => import("./commands/diff.js"),
  },
  {
    command: "claims [names..]",
    describe: "Say which claims of the paper hold, on paper and here",
    load: () => import("./commands/claims.js"),
  },
  {
    command: "audit [folder]",
    describe: "Check whether a paper's printed numbers agree with each other",
    load: () => import("./commands/audit.js"),
  },
  {
    command: "paper <action> <folder>",
    describe: "Write an example of a paper that audit reads",
    load: () => import("./commands/paper.js"),
  },
  {
    command: "eval <predictions>",
    describe: "Score a prediction file as the official scorer does",
    load: () => import("./commands/eval/command.js"),
  },
  {
    command: "predict <documents>",
    describe: "Predict the relations of documents with a run's model",
    load: () => import("./commands/predict.js"),
  },
  {
    command: "export <run> <folder>",
    describe: "Write a run's model as a folder that PyTorch loads",
    load: () => import("./commands/export.js"),
  },
  {
    command: "errors <run>",
    describe: "Show where a run is right and wrong, from its stored scores",
    load: () => import("./commands/errors.js"),
  },
  {
    command: "rules <run>",
    describe: "Show the rules that a run's plugin mined or learned",
    load: () => import("./commands/rules.js"),
  },
  {
    command: "selfcheck [paths..]",
    describe: "Recompute reference numbers on this machine's engine",
    load: () => import("./commands/selfcheck.js"),
  },
  {
    command: "worker <action> <cmd..>",
    describe: "Check a training program of your own",
    load: () => import("./commands/worker.js"),
  },
  {
    command: "data [action] [files..]",
    describe: "List or download data sets",
    load: () => import("./commands/data/command.js"),
  },
  {
    command: "encoder [action] [names..]",
    describe: "List or download pretrained encoders",
    load: () => import("./commands/encoder.js"),
  },
  {
    command: "doctor",
    describe: "Check whether runs would work here, or on a cluster",
    load: () => import("./commands/doctor.js"),
  },
  {
    command: "engine [action]",
    describe: "Show which engine runs here and why, or install one",
    load: () => import("./commands/engine/command.js"),
  },
  {
    command: "completion <shell>",
    describe: "Print the completion script of bash or zsh",
    load: () => import("./commands/completion.js"),
  },
  {
    command: "version",
    describe: "Print version, commit and engine",
    load: () => import("./commands/version.js"),
  },
];
