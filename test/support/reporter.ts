import Mocha from "mocha";

/**
 * Mocha's "spec" report with one line more, which programs can read without knowing mocha:
 * "N passed, N failed, N skipped". Mocha calls it with `new`.
 */
export default function countedSpec(runner: Mocha.Runner, options: Mocha.MochaOptions): void {
  new Mocha.reporters.Spec(runner, options);
  // After the summary of "spec", which was registered first for the same event.
  runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
    const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
    process.stdout.write(`${passes} passed, ${failures} failed, ${pending} skipped\n`);
  });
}
