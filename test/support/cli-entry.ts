/** bin/amtl-run.js for sources that are not built. */
import { main } from "../../src/cli/main.js";

process.exitCode = await main(process.argv.slice(2));
