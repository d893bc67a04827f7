import { shellWord } from "../../base/text/shell-word.js";
import type { TableHeader } from "../table.js";
import { settingWords } from "./setting-words.js";

/** Which table a command is about, at which scale, and with which settings. */
export const tableWords = ({ id, profile, settings, asked }: TableHeader): readonly string[] => [
  shellWord(asked?.experiment ?? id),
  `--profile ${profile}`,
  ...settingWords(settings),
];

/** The results folder that a report was made of; none where a command finds it by itself. */
export const placeWords = ({ asked }: TableHeader): readonly string[] => {
  const results = asked?.results ?? null;
  return results === null ? [] : [`--results ${shellWord(results)}`];
};
