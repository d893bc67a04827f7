import { spawnSync } from "node:child_process";

const found = new Map<string, string | null>();

/** AMTL_PYTHON, else python3 (only among slow tests), if it has these modules; null: it has not. */
export function findPython(modules: readonly string[]): string | null {
  const key = modules.join(", ");
  const known = found.get(key);
  if (known !== undefined) return known;
  const isSlow = process.env.AMTL_SLOW_TESTS !== undefined;
  const python = process.env.AMTL_PYTHON ?? (isSlow ? "python3" : null);
  if (python === null) return null;
  const { status } = spawnSync(python, ["-c", `import ${key}`], { stdio: "ignore" });
  const answer = status === 0 ? python : null;
  found.set(key, answer);
  return answer;
}
