import { resolve } from "node:path";

import { lacking } from "../../../base/errors.js";

/** What shows a file in its program, by system. */
const OPENERS: Partial<Record<NodeJS.Platform, string>> = { darwin: "open", win32: "explorer" };

/**
 * Shows a page in the browser of the desktop.
 * @throws AmtlError (4) where there is none: over ssh, in a container.
 */
export async function openPage(file: string): Promise<void> {
  const { execa } = await import("execa");
  const opener = OPENERS[process.platform] ?? "xdg-open";
  const { failed, message } = await execa(opener, [resolve(file)], {
    reject: false,
    stdio: "ignore",
    timeout: 10_000,
  });
  if (!failed) return;
  throw lacking("No browser could be opened", {
    where: resolve(file),
    expected: `a desktop with ${opener}`,
    got: message?.split("\n")[0] ?? "it failed",
    fix: `the page is written: copy it to a machine with a browser, or open file://${resolve(file)}`,
  });
}
