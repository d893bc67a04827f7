import { shellWord } from "../../base/text/shell-word.js";
import type { TableHeader } from "../table.js";
import { settingWords } from "./setting-words.js";

/** Which table a command is about, at which scale, and with which settings. */
export const tableWords = ({ id, profile, settings, asked }: TableHeader): readonly string[] => [
  shellWord(asked?.experiment ?? id),
  `--profile ${profile}`,
  ...settingWords(settings),
];

/** Whether words say all of its settings: a program's words, and an exported model's folder, stand in no header. */
export const hasWords = ({ settings }: TableHeader): boolean =>
  !settings.some((each) => /^(?:worker|init)=/.test(each));

/** The results folder that a report was made of; none where a command finds it by itself. */
export const placeWords = ({ asked }: TableHeader): readonly string[] => {
  const results = asked?.results ?? null;
  return results === null ? [] : [`--results ${shellWord(results)}`];
};
