import { oneLine } from "../one-line.js";

const SPECIAL: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "±": "$\\pm$",
  "≠": "$\\neq$",
  "→": "$\\rightarrow$",
  "≥": "$\\geq$",
  "≤": "$\\leq$",
  λ: "$\\lambda$",
  "−": "$-$",
};

/** A label or sentence as LaTeX prints it. */
export const latexText = (text: string): string =>
  oneLine(text).replaceAll(/[\\~^±≠→≥≤λ−&%$#_{}]/g, (sign) => SPECIAL[sign] ?? `\\${sign}`);
