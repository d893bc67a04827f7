import { EXPERIMENTS, STUDIES, type ExperimentEntry } from "../../../experiments/index.js";
import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import { PAPER_FIGURES } from "../../report/paper/printed.js";

const ENTRIES: readonly ExperimentEntry[] = [...EXPERIMENTS, ...STUDIES];

/** The commands say figure4 where the paper's data file says fig4; figure1 is both of its panels. */
const FIGURE = /^fig(?:ure)?(\d+)([a-z]?)$/;

/** Whether a word of the command line is an experiment, not a command: `amtl-run table4`. */
export const isExperiment = (word: string): boolean =>
  ENTRIES.some(({ id }) => id === word) ||
  FIGURE.test(word) ||
  /^table\d*$|^all$|^\.{0,2}\/.*\.[cm]?[jt]s$/.test(word);

/** The project's own experiment of an id. */
export const entryOf = (id: unknown): ExperimentEntry | undefined =>
  ENTRIES.find((entry) => entry.id === id);

/** The ids that a name means. */
function idsOf(name: string): readonly string[] {
  const found = FIGURE.exec(name);
  if (found === null) return [name];
  const id = `fig${found[1]}${found[2]}`;
  const panels = PAPER_FIGURES.filter((each) => each.replace(/[a-z]$/, "") === id);
  return panels.length === 0 ? [id] : panels;
}

/**
 * The project's experiments of a name: a table, figure or study.
 * @throws AmtlError (2) for an unknown name (the nearest is offered).
 */
export const entriesOf = (name: string): readonly ExperimentEntry[] =>
  idsOf(name).map((id) => entryOf(id) ?? refuse(name));

function refuse(name: string): never {
  const there = ENTRIES.map((entry) => entry.id);
  const meant = nearest(name, [...there, "all"]);
  throw badInput(`Unknown experiment "${name}"`, {
    expected: `${there.join(", ")}, all, or a file such as ./my-table.ts`,
    got: name,
    ...fixOf(name, meant),
  });
}

/** Which command asks is not known here, so that the fix names the word alone. */
function fixOf(name: string, meant: string | undefined): { readonly fix?: string } {
  if (/^\d+(,\d+)*$/.test(name)) return { fix: "join seeds by commas: --seeds 5,42" };
  if (/^(?:table|fig(?:ure)?)$/i.test(name)) return { fix: `one word, such as ${name}4` };
  if (/^[a-z-]+=/.test(name)) return { fix: `settings are joined by commas: --set …,${name}` };
  return meant === undefined ? {} : { fix: `write ${meant}` };
}
