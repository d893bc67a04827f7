import { badInput } from "../base/errors.js";
import type { Json } from "../base/json.js";
import { isObject } from "../base/shape.js";
import type { GoldenFile } from "../contract/backbone-golden.js";
import { tensorSchema } from "./tensors.js";

/**
 * A golden file as kernels read it.
 * @throws AmtlError (2), which makes the file unreadable, for a field that is absent or of another form.
 */
export function goldenFile(content: Readonly<Record<string, unknown>>): GoldenFile {
  const find = (path: readonly string[]): unknown => {
    let found: unknown = content;
    for (const name of path) found = isObject(found) ? found[name] : undefined;
    return found;
  };
  const at = (path: readonly string[]): unknown => {
    const found = find(path);
    if (found !== undefined) return found;
    throw badInput("Missing field in golden file", { where: path.join("."), got: "nothing" });
  };
  const refuse = (path: readonly string[], expected: string): Error =>
    badInput("Invalid golden file", { where: path.join("."), expected });
  return {
    tensor: (...path) => {
      const { success, data } = tensorSchema.safeParse(at(path));
      if (!success) throw refuse(path, "a tensor");
      return data;
    },
    tensors: (...path) => {
      const fields = at(path);
      if (!isObject(fields)) throw refuse(path, "tensors by name");
      return Object.fromEntries(
        Object.entries(fields).flatMap(([name, value]) => {
          const { success, data } = tensorSchema.safeParse(value);
          return success ? [[name, data] as const] : [];
        }),
      );
    },
    // The content was read as JSON, so that nothing else can be in it.
    json: (...path) => at(path) as Json,
    has: (...path) => find(path) !== undefined,
  };
}
