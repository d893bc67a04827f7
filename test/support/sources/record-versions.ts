import { readFileSync, writeFileSync } from "node:fs";
import { moduleVersions, recordPath, type ModuleVersion } from "./module-versions.js";

/**
 * Writes test/methods/versions.json anew: `npm run record-versions`. A module whose code changed under the same
 * version must be named (`npm run record-versions -- trainer`): who names it says that results stay the same.
 */
const same = new Set(process.argv.slice(2));
const before = JSON.parse(readFileSync(recordPath(), "utf8")) as Record<
  string,
  ModuleVersion | undefined
>;
const now = moduleVersions();
const silent = Object.entries(now).filter(([name, { version, sha256 }]) => {
  const old = before[name];
  return old?.version === version && old.sha256 !== sha256 && !same.has(name);
});
if (silent.length > 0) {
  const names = silent.map(([name]) => name).join(" ");
  process.stderr.write(
    `Changed under the same version: ${names}. Raise the version, or, if results stay the same but for rounding: ` +
      `npm run record-versions -- ${names}\n`,
  );
  process.exitCode = 1;
} else {
  writeFileSync(recordPath(), `${JSON.stringify(now, null, 2)}\n`);
}
