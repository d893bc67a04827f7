import stringWidth from "string-width";

/** Columns that a text takes on a terminal: signs of many scripts take two, and colours none. */
export const textWidth = (text: string): number =>
  /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
