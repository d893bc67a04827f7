import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { environment, program, startCli, type Cli } from "../support/commands/cli.js";
import { allResults } from "../support/runs/runs.js";

export const WORDS = [
  ...["table4", "--only", "loss=atl,amtl", "--seeds", "1,2", "--jobs", "2", "--json"],
];
const RUNS = 8;
/** Milliseconds of a stand-in training. */
const MS = 250;

/** A fault, done to a command at work in the folder; it resolves when all that it started has ended or may be left. */
export type Round = (root: string, journal: string) => Promise<void>;

const envOf = (journal: string): NodeJS.ProcessEnv => ({ AMTL_TEST_JOURNAL: journal });

export const begin = (root: string, journal: string, env: NodeJS.ProcessEnv = {}): Cli =>
  startCli(WORDS, root, { ms: MS }, { ...envOf(journal), ...env });

/** The command under another program, such as `faketime -f +2d`; it gives no stack. */
export const under =
  (outer: string, ...words: readonly string[]): Round =>
  async (root, journal) => {
    const env = { ...environment(root, { ms: MS }), ...envOf(journal) };
    const all = [...words, process.execPath, ...program(), ...WORDS];
    const { stderr } = await execa(outer, all, { env, reject: false });
    assert.doesNotMatch(stderr, /^ {4}at /m, stderr);
  };

/** Rounds that are judged alike. */
export interface Rounds {
  /** A folder of results, and a journal beside it, of a round of its own. */
  readonly place: () => readonly [root: string, journal: string];
  /** Runs again, undisturbed, and compares with the calm pass. */
  readonly judge: (root: string, journal: string, what: string) => Promise<void>;
  /** A test of one round. */
  readonly play: (name: string, round: Round) => void;
}

/** Rounds of faults, of which each has to end with the bytes of an undisturbed pass. */
export function judgedRounds(title: string, declare: (rounds: Rounds) => void): void {
  describe(title, function () {
    this.timeout(3_600_000);
    let outside = "";
    let expected: Readonly<Record<string, string>>;
    let csv: string;
    const counts = { rounds: 0, lost: 0, doubled: 0, different: 0 };

    const csvOf = (root: string): Promise<string> =>
      readFile(join(root, "smoke", "table4.csv"), "utf8");

    before(async function () {
      if (process.env.AMTL_SLOW_TESTS === undefined) this.skip();
      outside = await mkdtemp(join(tmpdir(), "amtl-rounds-"));
      const calm = join(outside, "calm");
      const undisturbed = await startCli(WORDS, calm, { ms: 10 }).end;
      assert.equal(undisturbed.code, 0, undisturbed.stderr);
      expected = await allResults(calm);
      assert.equal(Object.keys(expected).length, 2 * RUNS);
      csv = await csvOf(calm);
    });
    after(async () => {
      if (outside !== "") await rm(outside, { recursive: true, force: true });
    });

    const place = (): readonly [string, string] => {
      const root = join(outside, `runs${counts.rounds}`);
      return [root, `${root}.journal`];
    };
    const judge = async (root: string, journal: string, what: string): Promise<void> => {
      const last = await begin(root, journal).end;
      assert.equal(last.code, 0, `${what}: ${last.stderr}`);
      const results = await allResults(root);
      counts.rounds++;
      counts.lost += Object.keys(expected).filter((path) => !Object.hasOwn(results, path)).length;
      counts.different += Object.entries(expected).filter(
        ([path, text]) => Object.hasOwn(results, path) && results[path] !== text,
      ).length;
      if ((await csvOf(root)) !== csv) counts.different++;
      const trained = (await readFile(journal, "utf8")).trim().split("\n");
      counts.doubled += trained.length - new Set(trained).size;
      const { lost, doubled, different } = counts;
      assert.deepEqual([lost, doubled, different], [0, 0, 0], what);
    };
    const play = (name: string, round: Round): void => {
      it(`${name}: the same bytes after running again`, async () => {
        const [root, journal] = place();
        await round(root, journal);
        await judge(root, journal, name);
      });
    };

    declare({ place, judge, play });

    it("count", function () {
      const { rounds, lost, doubled, different } = counts;
      this.test!.title = `${rounds} rounds: ${lost} lost, ${doubled} doubled, ${different} different from an undisturbed pass`;
    });
  });
}
