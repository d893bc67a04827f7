import fc from "fast-check";
import type { ClusterPlan } from "./contract.js";
import type { WorkerPlan } from "./actors/worker.js";
import { MOST_RUNS } from "./runs.js";

/** What befalls the simulated world; times in seconds since its beginning. */
export type Fault =
  /** A command, or a worker of a run, dies at one of its system calls, counted from its start. */
  | { readonly kind: "kill command"; readonly command: number; readonly call: number }
  | { readonly kind: "kill worker"; readonly run: number; readonly call: number }
  /** A host loses power. */
  | { readonly kind: "power cut"; readonly host: number; readonly at: number }
  /** A command is stopped (SIGSTOP, a laptop that sleeps) and goes on later. */
  | {
      readonly kind: "freeze";
      readonly command: number;
      readonly at: number;
      readonly seconds: number;
    }
  | {
      readonly kind: "freeze worker";
      readonly run: number;
      readonly call: number;
      readonly seconds: number;
    }
  | { readonly kind: "kill task"; readonly call: number }
  /** Slurm's controller answers nobody. */
  | { readonly kind: "silent controller"; readonly at: number; readonly seconds: number }
  /** The file server does not answer a host. */
  | {
      readonly kind: "silence";
      readonly host: number;
      readonly at: number;
      readonly seconds: number;
    }
  | { readonly kind: "full disk"; readonly at: number; readonly seconds: number }
  /** Ctrl-C, and twice. */
  | { readonly kind: "interrupt"; readonly command: number; readonly at: number }
  | { readonly kind: "interrupt twice"; readonly command: number; readonly at: number }
  /** amtl-run cancel, of all and of one run. */
  | { readonly kind: "cancel"; readonly at: number }
  | { readonly kind: "cancel run"; readonly run: number; readonly at: number }
  /** A bit of a result changes. */
  | { readonly kind: "damage"; readonly run: number; readonly at: number };

/** A command of the user's, `amtl-run table4`. */
export interface CommandPlan {
  readonly host: number;
  readonly at: number;
  readonly slots: number;
  readonly by: "local" | "slurm";
}

/** All that is not chance in a simulated world. */
export interface Schedule {
  /** Fixes how long each call takes, and all else that is chance. */
  readonly seed: number;
  /** How long each host believes what it has seen of a folder, and how far its clock is off, in seconds. */
  readonly hosts: readonly { readonly believes: number; readonly skew: number }[];
  readonly runs: number;
  /** Whether the last run rests on the first. */
  readonly rests: boolean;
  readonly commands: readonly CommandPlan[];
  readonly cluster: ClusterPlan;
  /** By run. */
  readonly workers: readonly WorkerPlan[];
  /** Probability that an answer of the file server is lost. */
  readonly lostAnswers: number;
  /** Seconds that one call of a hundred takes at most. */
  readonly slow: number;
  readonly faults: readonly Fault[];
}

/** The most hosts and commands of a schedule. */
const [MOST_HOSTS, MOST_COMMANDS] = [3, 3];

const upTo = (most: number): fc.Arbitrary<number> => fc.nat({ max: most });
const host = upTo(MOST_HOSTS - 1);
const command = upTo(MOST_COMMANDS - 1);
const run = upTo(MOST_RUNS - 1);
const at = upTo(90);
const call = upTo(120);
const seconds = fc.oneof(upTo(30), fc.constantFrom(100, 200, 400));

const kind = <K extends Fault["kind"]>(name: K): fc.Arbitrary<K> => fc.constant(name);

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: kind("kill command"), command, call }),
  fc.record({ kind: kind("kill worker"), run, call: upTo(60) }),
  fc.record({ kind: kind("power cut"), host, at }),
  fc.record({ kind: kind("freeze"), command, at, seconds }),
  fc.record({ kind: kind("freeze worker"), run, call: upTo(60), seconds }),
  fc.record({ kind: kind("kill task"), call }),
  fc.record({ kind: kind("silent controller"), at, seconds: upTo(60) }),
  fc.record({ kind: kind("silence"), host, at, seconds }),
  fc.record({ kind: kind("full disk"), at, seconds: upTo(30) }),
  fc.record({ kind: kind("interrupt"), command, at }),
  fc.record({ kind: kind("interrupt twice"), command, at }),
  fc.record({ kind: kind("cancel"), at }),
  fc.record({ kind: kind("cancel run"), run, at }),
  fc.record({ kind: kind("damage"), run, at }),
);

/** What workers do; most do their work. */
const ACTS = fc.oneof(
  { weight: 14, arbitrary: fc.constant("works" as const) },
  {
    weight: 6,
    arbitrary: fc.constantFrom("dies" as const, "breaks" as const, "leaves nothing" as const),
  },
  { weight: 1, arbitrary: fc.constant("hangs" as const) },
);

const worker: fc.Arbitrary<WorkerPlan> = fc.record({
  act: ACTS,
  steps: fc.integer({ min: 1, max: 2 }),
  stepMs: fc.constantFrom(100, 1000, 8000),
});

/** The first is what a command shrinks to. */
const executor = fc.oneof(
  { weight: 4, arbitrary: fc.constant("local" as const) },
  { weight: 1, arbitrary: fc.constant("slurm" as const) },
);

const typed: fc.Arbitrary<CommandPlan> = fc.record({
  host,
  at: upTo(40),
  slots: fc.integer({ min: 1, max: 2 }),
  by: executor,
});

/** Schedules; small ones have few hosts, commands and faults. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.nat(),
  hosts: fc.array(
    fc.record({
      believes: fc.constantFrom(0, 3, 30, 60),
      skew: fc.constantFrom(0, -3600, 7, 600, -200),
    }),
    { minLength: 1, maxLength: MOST_HOSTS },
  ),
  runs: fc.integer({ min: 1, max: MOST_RUNS }),
  rests: fc.boolean(),
  commands: fc.oneof(
    { weight: 3, arbitrary: fc.array(typed, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.array(typed, { minLength: 1, maxLength: MOST_COMMANDS }) },
  ),
  cluster: fc.record({ limit: fc.constantFrom(5, 40, 400), hasAccounting: fc.boolean() }),
  workers: fc.array(worker, { minLength: MOST_RUNS, maxLength: MOST_RUNS }),
  lostAnswers: fc.constantFrom(0, 0, 0, 0.01),
  slow: fc.constantFrom(1, 1, 1, 20),
  faults: fc.array(fault, { maxLength: 3 }),
});
