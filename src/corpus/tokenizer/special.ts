import type { AddedToken } from "./definition.js";

/** A stretch of ordinary text, or a special token as written in it. */
export type Section = { readonly text: string } | { readonly token: string; readonly id: number };

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * Cuts a text at the special tokens that stand in it literally (leftmost, longest first), before any
 * normalizing. A token with `lstrip` or `rstrip` swallows the white space on that side; the JavaScript
 * library trims U+FEFF there and not U+0085, where the reference library does the opposite.
 */
export function specialSplitter(tokens: readonly AddedToken[]): (text: string) => Section[] {
  const literal = tokens.filter((token) => !(token.normalized ?? !(token.special ?? false)));
  if (literal.length === 0) return (text) => (text === "" ? [] : [{ text }]);
  const alternatives = [...literal]
    .sort((a, b) => b.content.length - a.content.length)
    .map(
      ({ content, lstrip, rstrip }) =>
        `${lstrip === true ? "\\p{White_Space}*" : ""}(${escape(content)})${rstrip === true ? "\\p{White_Space}*" : ""}`,
    );
  const pattern = new RegExp(alternatives.join("|"), "gu");
  const ids = new Map(literal.map(({ content, id }) => [content, id]));
  return (text) => {
    const sections: Section[] = [];
    let end = 0;
    for (const match of text.matchAll(pattern)) {
      const [whole, ...groups] = match as readonly (string | undefined)[];
      const token = groups.find((group) => group !== undefined) ?? "";
      if (match.index > end) sections.push({ text: text.slice(end, match.index) });
      sections.push({ token, id: ids.get(token) ?? 0 });
      end = match.index + (whole ?? "").length;
    }
    if (end < text.length) sections.push({ text: text.slice(end) });
    return sections;
  };
}
