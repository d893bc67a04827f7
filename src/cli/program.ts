import { main } from "./main.js";
import { guardOutput } from "./output.js";

/** The program `amtl-run`: a process of its own, whose output may be closed and whose exit code is the command's. */
guardOutput();
process.exitCode = await main(process.argv.slice(2));
