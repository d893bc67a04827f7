import { basename, extname, relative, resolve } from "node:path";
import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import type { Manifest, ManifestState } from "../../store/plans/manifests.js";

/** Id of a plan, whether or not its manifest can be read. */
export const idOf = (found: ManifestState): string =>
  found.state === "present" ? found.manifest.planId : found.planId;

/** The commands say figure4 where the paper's data file says fig4. */
const usual = (name: string): string => name.replace(/^figure(?=\d)/, "fig");

/** Whether what was asked for is a file, not an experiment of the project. */
const isFile = (name: string): boolean => /\.[cm]?[jt]s$/.test(name);

/** Where those of the names are that are files. */
export const pathsOf = (names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.filter(isFile).map((name) => [name, resolve(name)]));

/** What a plan was made for, its files as they are called from here. */
export const namesHere = ({ names, paths = {} }: Manifest): readonly string[] =>
  names.map((name) => {
    const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
    if (path === undefined) return name;
    const here = relative("", path);
    return here.startsWith("../../..") ? path : here;
  });

/** Whether a word names what the plan was made for: an experiment, or a file by any spelling of its path. */
function isNamed(word: string, { names, paths = {} }: Manifest): boolean {
  const file = word.includes("/") || isFile(word) ? resolve(word) : null;
  return names.some((name) => {
    if (!isFile(name)) return usual(name) === usual(word);
    const path = Object.hasOwn(paths, name) ? paths[name] : null;
    if (path !== null && file === path) return true;
    if (word.includes("/")) return path === null && word === name;
    const end = basename(path ?? name);
    return word === end || word === end.slice(0, -extname(end).length);
  });
}

/** Whether a word is the beginning of the plan's id. */
export const isPlanId = (word: string, found: ManifestState): boolean =>
  /^[0-9a-f]{3,}$/.test(word) && idOf(found).startsWith(word);

/** Plans that a word stands for: an id, the beginning of one, or what was asked for. */
export function plansOf(
  word: string,
  manifests: readonly ManifestState[],
): readonly ManifestState[] {
  const found = manifests.filter(
    (each) => isPlanId(word, each) || (each.state === "present" && isNamed(word, each.manifest)),
  );
  if (found.length > 0) return found;
  // As `status` shows it, though the file is elsewhere now.
  return manifests.filter((each) => each.state === "present" && each.manifest.names.includes(word));
}

/** Names that an error lists; with dozens of plans more would hide the rest of it. */
const LISTED = 8;

/** What would have been understood, in words. */
function expectedText(manifests: readonly ManifestState[]): string {
  if (manifests.length === 0) return "a plan; there is none yet";
  const names = manifests.flatMap((found) =>
    found.state === "present" ? namesHere(found.manifest) : [],
  );
  const all = [...new Set(names)];
  const more = all.length > LISTED ? [`… (${all.length - LISTED} more)`] : [];
  return `the beginning of a plan's id, or one of ${[...all.slice(0, LISTED), ...more].join(", ")}`;
}

/** Everything that would have been understood, for the nearest. */
export const knownWords = (manifests: readonly ManifestState[]): readonly string[] => [
  ...new Set(
    manifests.flatMap((found) =>
      found.state === "present" ? [idOf(found), ...found.manifest.names] : [idOf(found)],
    ),
  ),
];

/**
 * The plans that words stand for, each once, in the order of the manifests.
 * @throws AmtlError (2) for a word that names none, with the nearest that does.
 */
export function selectPlans(
  words: readonly string[],
  manifests: readonly ManifestState[],
): readonly ManifestState[] {
  const selected = new Set(
    words.flatMap((word) => {
      const found = plansOf(word, manifests);
      if (found.length > 0) return found;
      const known = knownWords(manifests);
      const meant = nearest(word, known);
      throw badInput(`Unknown plan "${word}"`, {
        expected: expectedText(manifests),
        got: word,
        fix:
          meant === undefined
            ? "amtl-run status lists the plans; amtl-run plan TABLE shows what has not been started"
            : `amtl-run status ${meant}`,
      });
    }),
  );
  return manifests.filter((each) => selected.has(each));
}
