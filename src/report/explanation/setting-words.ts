import { shellWord } from "../../base/text/shell-word.js";

/** Settings of a table's header as options; a program among them has its own option. */
export const settingWords = (settings: readonly string[]): readonly string[] =>
  settings
    .filter((each) => !each.startsWith("worker="))
    .map((each) => {
      const [name, value = ""] = each.split("=");
      return name === "variant" || name === "limit"
        ? `--${name} ${shellWord(value)}`
        : `--set ${shellWord(each)}`;
    });
