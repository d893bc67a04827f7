/** What a worker cannot do without: a process that loads the engine and ends. */
import { startEngine } from "../src/engine/start.js";

await startEngine(process.argv[2]);
process.exit(0);
