import { hoursText } from "../../base/text/hours.js";
import { plural } from "../../base/text/plural.js";
import type { CellCommands } from "./commands.js";

/** A command, and what it is for. */
export interface NextStep {
  readonly purpose: string;
  readonly command: string;
}

/** What one may type about a cell, and what for: the same words in every output. */
export function nextSteps({ again, isThere, finish, decide }: CellCommands): readonly NextStep[] {
  return [
    {
      purpose: isThere ? "To make exactly this cell again, in a new folder" : "To make this cell",
      command: again,
    },
    ...(finish === null || finish.command === decide?.command
      ? []
      : [
          {
            purpose: `To train the ${plural(finish.seeds, "seed")} still to come`,
            command: finish.command,
          },
        ]),
    ...(decide === null
      ? []
      : [
          {
            purpose: `To add ${plural(decide.seeds, "seed")} that ${decide.isSure ? "decide" : "may decide"}${decide.hours === null ? "" : ` (${hoursText(decide.hours)})`}`,
            command: decide.command,
          },
          ...(decide.see === null
            ? []
            : [{ purpose: "To see the cell with them, when they are done", command: decide.see }]),
        ]),
  ];
}
