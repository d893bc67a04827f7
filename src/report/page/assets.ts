import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** What every page has the same of. */
export interface PageAssets {
  readonly style: string;
  readonly script: string;
}

/** The style sheet and the script, as the build made them of the files in client/. */
export async function readAssets(): Promise<PageAssets> {
  const read = async (name: string): Promise<string> =>
    (await readFile(new URL(`client/${name}`, import.meta.url), "utf8")).trim();
  return { style: await read("page.css"), script: await read("main.js") };
}

const hash = (text: string): string =>
  `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** The page may run its own script and style, and load nothing. */
export const policyOf = ({ style, script }: PageAssets): string =>
  `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`;
