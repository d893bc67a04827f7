import type { Executor } from "../../contract/executor.js";

/** Workers on this machine, one a slot: a GPU, or as many as the cores carry. */
export const local: Executor = {
  id: "local",
  title: "this machine",
  options: [],
  refuses: {},
  folder: null,
  place: async (request) => (await import("./place.js")).choosePlace(request),
  async *execute(tasks, control, execution) {
    const { executeHere } = await import("./execute.js");
    yield* executeHere(tasks, control, execution);
  },
};
