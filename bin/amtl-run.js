#!/usr/bin/env node
import * as nodeModule from "node:module";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`amtl-run needs Node 20.19 or newer, this is Node ${process.versions.node}`);
  process.exit(4);
}
// Node 22.1 and newer keep compiled code from one start to the next.
nodeModule.enableCompileCache?.();
try {
  await import("../dist/src/cli/program.js");
} catch (error) {
  // Its own errors the program shows itself; here the system refused one of its files.
  if (error?.syscall === undefined) throw error;
  console.error(`amtl-run: The program's own files cannot be read\n  got:      ${error.message}`);
  console.error("  fix:      where too many files are open, ulimit -n 4096; else install it again");
  process.exit(4);
}
