import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A data folder and a cache of the test's own, in place of the user's. */
export interface Folders {
  readonly data: string;
  readonly cache: string;
  readonly write: (name: string, content: string) => Promise<string>;
  readonly remove: () => Promise<void>;
}

/** Points AMTL_DATA and AMTL_CACHE at empty folders, until `remove`. */
export async function useOwnFolders(): Promise<Folders> {
  const root = await mkdtemp(join(tmpdir(), "amtl-data-"));
  const { AMTL_DATA: hadData, AMTL_CACHE: hadCache } = process.env;
  const [data, cache] = [join(root, "data"), join(root, "cache")];
  process.env.AMTL_DATA = data;
  process.env.AMTL_CACHE = cache;
  return {
    data,
    cache,
    write: async (name, content) => {
      const path = join(data, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      return path;
    },
    remove: async () => {
      restore("AMTL_DATA", hadData);
      restore("AMTL_CACHE", hadCache);
      await rm(root, { recursive: true });
    },
  };
}

function restore(name: "AMTL_DATA" | "AMTL_CACHE", value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}
