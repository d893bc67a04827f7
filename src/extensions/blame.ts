import { badInput } from "../base/errors.js";
import { NotANumber } from "../base/not-a-number.js";
import { KIND_NAMES, type OwnPart } from "./of-job.js";

/** What TensorFlow says when a loss does not follow from the parameters by operations with a gradient. */
const NO_GRADIENT = /compute gradient|connection between any variable/;

/** A failure of a training, with the place of the user's part where that is to blame. */
export function blame(error: unknown, own: readonly OwnPart[]): unknown {
  if (own.length === 0 || !(error instanceof Error)) return error;
  const [first] = own;
  if (error instanceof NotANumber) {
    const places = own.map(({ kind, id, place }) => `the ${kind} ${id} (${place})`).join(" or ");
    return new NotANumber(error.loss, error.step, `, or ${places} is not safe`);
  }
  if (!NO_GRADIENT.test(error.message)) return error;
  return badInput(`${KIND_NAMES[first.kind]} has no gradient`, {
    where: own.map(({ place }) => place).join(" or "),
    expected:
      first.kind === "loss"
        ? "operations that have a gradient, all the way from the logits"
        : "operations that have a gradient, all the way from its parameters to the logits",
    got: error.message,
    cause: error,
  });
}
