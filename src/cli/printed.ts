import { asciiText, wantsAscii } from "../base/text/ascii.js";
import { harmless } from "../base/text/harmless.js";

/** A text as it is written for people: without control characters, and in ASCII where the locale is C. */
export const printed = (text: string): string =>
  wantsAscii() ? asciiText(harmless(text)) : harmless(text);
