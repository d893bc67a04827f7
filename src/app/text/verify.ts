import { plural } from "../../base/text/plural.js";
import type { VerifyReport } from "../verify/verify.js";

/** What was read, and what of it is damaged, for people. */
export function verifyText({ root, folders, files, bytes, damaged }: VerifyReport): string {
  const read = `${plural(files, "file")} of ${plural(folders, "folder")} read, ${(bytes / 1e6).toFixed(1)} MB`;
  if (damaged.length === 0) return `${read}: nothing is damaged in ${root}\n`;
  const lines = damaged.flatMap(({ path, why }) => [
    `damaged: ${path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path}`,
    `  ${why}`,
  ]);
  return [
    ...lines,
    `${read} in ${root}: ${damaged.length} damaged`,
    "  fix: run the same table again; damaged files are set aside, and made again",
    "",
  ].join("\n");
}
