import type { RunControl } from "../../../app/run/control.js";
import type { Output } from "../../command.js";
import { leaveOrCancel, newInterrupts } from "../../interrupt.js";
import type { Progress } from "../../progress/display.js";
import { chooseMode, openProgress, quietProgress } from "../../progress/progress.js";
import { headingText } from "../../../app/text/run.js";
import { determinismLine } from "../../../app/twice/compare.js";

/**
 * Shows how an execution goes, and lets signals end it. Events of a second time are not printed as JSON: they would bear
 * the first one's ids.
 */
export function watchRun(
  output: Output,
  options: { readonly json: boolean; readonly quiet: boolean },
): RunControl {
  const mode = chooseMode(options, process.stderr.isTTY);
  const interrupts = newInterrupts();
  let progress: Progress = quietProgress(output.note);
  let release = (): void => undefined;
  const say = (text: string): void => {
    progress.say(text);
  };
  return {
    onWarning: ({ text }) => {
      if (mode !== "quiet") output.note(text);
    },
    onStart: async (start) => {
      const again = start.time === "second";
      progress = await openProgress(again && mode === "json" ? "quiet" : mode, output);
      release = interrupts.listen(say);
      if (mode !== "quiet") progress.say(headingText(start));
    },
    onEvent: (event) => {
      progress.take(event);
    },
    onCancel: () => {
      if (!interrupts.stop.aborted)
        say("Cancelled by amtl-run cancel: the workers write a checkpoint and end.");
    },
    onEnd: () => {
      release();
      progress.close();
    },
    onCompared: (determinism) => {
      if (mode === "json") output.line(determinismLine(determinism));
    },
    stop: interrupts.stop,
    kill: interrupts.kill,
    leaveOrCancel: (planId) => leaveOrCancel(planId, say),
    commandLine: ["amtl-run", ...process.argv.slice(2)],
  };
}
