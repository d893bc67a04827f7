/** A control character, with what makes it a colour where that follows. */
const CONTROL = /\p{Cc}(\[[\d;]*m)?/gu;

/**
 * A text for a terminal: control characters, which move the cursor, set the title or the clipboard, are shown as "�".
 * Labels, messages and logs of other people may hold them. Colours, tabs and line feeds stay.
 */
export const harmless = (text: string): string =>
  text.replaceAll(CONTROL, (found) => {
    const isColour = found.startsWith("\u001b[");
    return isColour || found.startsWith("\t") || found.startsWith("\n")
      ? found
      : `\ufffd${found.slice(1)}`;
  });
