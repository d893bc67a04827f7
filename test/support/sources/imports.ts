import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";
import ts from "typescript";

export interface ImportFound {
  readonly target: string;
  readonly kind: "value" | "type" | "dynamic";
}

/** What a module imports or exports from elsewhere; `import { type X }` still loads the module, so it is a value. */
export function importsOf(text: string): readonly ImportFound[] {
  const source = ts.createSourceFile("module.ts", text, ts.ScriptTarget.ES2022, true);
  const found: ImportFound[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const isType = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      found.push({ target: node.moduleSpecifier.text, kind: isType ? "type" : "value" });
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      found.push({ target: node.moduleSpecifier.text, kind: node.isTypeOnly ? "type" : "value" });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [target] = node.arguments;
      // A computed target cannot be checked, so it must not be there.
      const name = ts.isStringLiteral(target) ? target.text : target.getText();
      found.push({ target: name, kind: "dynamic" });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

export interface SourceFile {
  /** From the project's root: "src/cli/main.ts". */
  readonly path: string;
  readonly text: string;
  /** Imports with targets inside the project as paths: "src/base/errors.ts". */
  readonly imports: readonly ImportFound[];
}

/** Every TypeScript file below some folders of the project. */
export function sourceFiles(root: string, folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((path) => path.endsWith(".ts"))
    .map((path) => {
      const text = readFileSync(join(root, path), "utf8");
      const imports = importsOf(text).map((found) => ({ ...found, target: resolve(path, found) }));
      return { path: path.split(sep).join("/"), text, imports };
    });
}

const resolve = (path: string, { target }: ImportFound): string =>
  target.startsWith(".")
    ? relative("", normalize(join(dirname(path), target)))
        .split(sep)
        .join("/")
        .replace(/\.js$/, ".ts")
    : target;

/** Everything that is loaded when a module is, itself included; dynamic imports are not. */
export function loadedWith(path: string, files: readonly SourceFile[]): ReadonlySet<string> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>([path]);
  const queue = [path];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const { target, kind } of byPath.get(next)?.imports ?? []) {
      if (kind !== "value" || reached.has(target)) continue;
      reached.add(target);
      queue.push(target);
    }
  }
  return reached;
}

/**
 * Circles of imports, each as its files in order of the alphabet. Dynamic imports are left out: what is loaded on
 * demand may well know who asks for it, as the completion of words knows all commands.
 */
export function importCircles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const targets = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter(({ kind }) => kind !== "dynamic").map(({ target }) => target),
    ]),
  );
  const reachedFrom = (start: string): ReadonlySet<string> => {
    const reached = new Set<string>();
    const queue = [start];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const target of targets.get(next) ?? []) {
        if (reached.has(target) || !targets.has(target)) continue;
        reached.add(target);
        queue.push(target);
      }
    }
    return reached;
  };
  const reached = new Map([...targets.keys()].map((path) => [path, reachedFrom(path)]));
  const inCircle = [...reached].filter(([path, found]) => found.has(path)).map(([path]) => path);
  const circles = inCircle.map((path) =>
    inCircle.filter((other) => reached.get(path)?.has(other) && reached.get(other)?.has(path)),
  );
  return [...new Set(circles.map((circle) => circle.sort().join(" ")))].map((each) =>
    each.split(" "),
  );
}
