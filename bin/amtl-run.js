#!/usr/bin/env node
import * as nodeModule from "node:module";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`amtl-run needs Node 20.19 or newer, this is Node ${process.versions.node}`);
  process.exit(4);
}
// Node 22.1 and newer keep compiled code from one start to the next.
nodeModule.enableCompileCache?.();
await import("../dist/src/cli/program.js");
