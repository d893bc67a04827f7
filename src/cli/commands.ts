import type { CommandEntry } from "./command.js";

/** The commands, in the order of `--help`. Each is imported only when it runs. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    command: "list",
    describe: "experiments and profiles",
    load: () => import("./list.js"),
  },
  {
    command: "plan <experiments..>",
    describe: "the runs that tables need, and which of them are done",
    load: () => import("./plan.js"),
  },
  {
    command: "run <experiments..>",
    describe: "train what is missing; table4 is short for run table4",
    load: () => import("./run.js"),
  },
  {
    command: "status [plans..]",
    describe: "how plans stand: done, running, failed, by whom",
    load: () => import("./status.js"),
  },
  {
    command: "logs <run>",
    describe: "what happened to a run; -f follows it",
    load: () => import("./logs.js"),
  },
  {
    command: "cancel [targets..]",
    describe: "end a plan or a run in order, wherever it runs",
    load: () => import("./cancel.js"),
  },
  {
    command: "gc",
    describe: "what nobody needs any more; --yes removes it",
    load: () => import("./commands/gc.js"),
  },
  {
    command: "why <what> [experiments..]",
    describe: "what a run is, why it runs again, what is behind a cell",
    load: () => import("./why.js"),
  },
  {
    command: "report [experiments..]",
    describe: "the tables from the results that are there",
    load: () => import("./report.js"),
  },
  {
    command: "diff <a> <b>",
    describe: "compare two CSVs of a table, or one with the paper",
    load: () => import("./commands/diff.js"),
  },
  {
    command: "eval <predictions>",
    describe: "score a prediction file with the official numbers",
    load: () => import("./commands/eval/command.js"),
  },
  {
    command: "selfcheck [paths..]",
    describe: "recompute golden numbers on the engine at hand",
    load: () => import("./commands/selfcheck.js"),
  },
  {
    command: "worker <action> <cmd..>",
    describe: "check a program that is to train in our place",
    load: () => import("./commands/worker.js"),
  },
  {
    command: "data [action] [files..]",
    describe: "data sets: what is here, and how to get the rest",
    load: () => import("./commands/data/command.js"),
  },
  {
    command: "encoder [action] [names..]",
    describe: "pretrained encoders: what is here, and how to get one",
    load: () => import("./commands/encoder.js"),
  },
  {
    command: "doctor",
    describe: "would runs work here, or on your Slurm cluster?",
    load: () => import("./commands/doctor.js"),
  },
  {
    command: "engine [action]",
    describe: "what computes: which engine runs and why, or install one",
    load: () => import("./commands/engine/command.js"),
  },
  {
    command: "completion <shell>",
    describe: "what makes bash or zsh complete commands, options and names",
    load: () => import("./commands/completion.js"),
  },
];
