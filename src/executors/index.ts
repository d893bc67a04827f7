/* Where runs can be executed: a line an executor. Its folder says everything else about it (docs/adding.md). */
export { local } from "./local/index.js";
export { slurm } from "./slurm/index.js";
