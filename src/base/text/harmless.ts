/** A control character, with what makes it a colour where that follows; and what turns the direction of text around. */
const STEERS = /\p{Cc}(\[[\d;]*m)?|[\u202a-\u202e\u2066-\u2069]/gu;

/** Dim and its end: the only colours that this program prints. */
const OWN_COLOURS = ["\u001b[2m", "\u001b[22m"];

/**
 * A text for a terminal: characters that move the cursor, set the title or the clipboard, change colours or the direction
 * of reading are shown as "�". Labels, messages and logs of other people may hold them. Our own colours, tabs and line
 * feeds stay.
 */
export const harmless = (text: string): string =>
  text.replaceAll(STEERS, (found) =>
    OWN_COLOURS.includes(found) || found.startsWith("\t") || found.startsWith("\n")
      ? found
      : `\ufffd${found.slice(1)}`,
  );

/** What no XML may hold, and what no UTF-8 can. */
const UNWRITABLE = /\p{Cs}|[\ufffe\uffff]/gu;

/** A label or title of a user as every form of a table may hold it, whatever signs are in it; line breaks stay. */
export const plainLabel = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(STEERS, (found) => (/^[\t\n]/.test(found) ? found : `\ufffd${found.slice(1)}`))
    .replaceAll(UNWRITABLE, "\ufffd");
