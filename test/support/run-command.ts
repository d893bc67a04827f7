/** Runs one command alone, as the command line does: `node run-command.js "eval <predictions>" eval a.json …`. */
import yargs from "yargs";
import { AmtlError, describeError } from "../../src/base/errors.js";
import type { CommandModule } from "../../src/cli/command.js";

const [usage, ...words] = process.argv.slice(2);
const { default: command } = (await import(`../../src/cli/${words[0]}.js`)) as {
  readonly default: CommandModule<Record<string, unknown>>;
};
await yargs(words)
  .command(
    usage,
    "",
    (empty) => command.builder(empty),
    async (options) => {
      try {
        process.exitCode = await command.handler(options);
      } catch (error) {
        process.stderr.write(`${describeError(error)}\n`);
        process.exitCode = error instanceof AmtlError ? error.exitCode : 99;
      }
    },
  )
  .strict()
  .parseAsync();
