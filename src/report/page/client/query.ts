/** What a cell is found by: words of any kind, and numbers. */
export interface Facts {
  readonly words: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, number | null>>;
}

/** Whether a cell is meant; of a text that cannot be read, why. */
export type Query = { readonly matches: (facts: Facts) => boolean } | { readonly error: string };

/**
 * Reads "verdict:different & loss:amtl & delta>0.5": all terms have to hold. A term is `name:word` (part of it is enough,
 * "a|b" is either), `name>number`, `name<number`, or a word that any label holds; `!` before a term turns it round.
 */
export function parseQuery(text: string, names: readonly string[]): Query {
  const terms: ((facts: Facts) => boolean)[] = [];
  for (const part of text.split("&").map((each) => each.trim())) {
    if (part === "") continue;
    const isNot = part.startsWith("!");
    const term = isNot ? part.slice(1).trim() : part;
    const [, name = "", sign = "", value = ""] = /^([\w-]+)\s*([:<>])\s*(.*)$/.exec(term) ?? [];
    if (name !== "" && !names.includes(name)) {
      return { error: `no "${name}"; there are ${names.join(", ")}` };
    }
    if (sign !== "" && value === "") return { error: `"${part}" has no value` };
    if ((sign === "<" || sign === ">") && !Number.isFinite(Number(value))) {
      return { error: `"${value}" is no number` };
    }
    const holds =
      sign === ""
        ? anywhere(term)
        : sign === ":"
          ? word(name, value)
          : size(name, sign, Number(value));
    terms.push(isNot ? (facts) => !holds(facts) : holds);
  }
  return { matches: (facts) => terms.every((holds) => holds(facts)) };
}

const anywhere =
  (text: string) =>
  (facts: Facts): boolean =>
    Object.values(facts.words).some((each) => each.toLowerCase().includes(text.toLowerCase()));

const word =
  (name: string, value: string) =>
  (facts: Facts): boolean =>
    value
      .toLowerCase()
      .split("|")
      .some((each) =>
        (facts.words[name] ?? String(facts.numbers[name] ?? ""))
          .toLowerCase()
          .includes(each.trim()),
      );

const size =
  (name: string, sign: string, limit: number) =>
  (facts: Facts): boolean => {
    const value = facts.numbers[name] ?? null;
    return value !== null && (sign === ">" ? value > limit : value < limit);
  };
