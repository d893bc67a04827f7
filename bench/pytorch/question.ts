import { badInput } from "../../src/base/errors.js";
import { SHAPES, shapeOf, type Shape } from "../shapes.js";

const STYLES = ["official", "tuned", "tuned-bf16", "compiled", "compiled-bf16"] as const;
export type Style = (typeof STYLES)[number];

/** The compiled ones take minutes before their first step. */
const USUAL: readonly Style[] = ["official", "tuned", "tuned-bf16"];

/** Fewer give no interval; more are not kept. */
const LEAST = 6;
const MOST = 300;

export interface PytorchQuestion {
  readonly shapes: readonly Shape[];
  readonly styles: readonly Style[];
  readonly batches: number;
}

/**
 * @param shape its name; all shapes without it.
 * @param against styles of PyTorch, separated by commas; those that need no compiling without it.
 * @param batches of each kind; 12 without it.
 * @throws AmtlError (2) for an unknown shape or style, and for fewer batches than a spread needs.
 */
export function pytorchQuestion(
  shape: string | undefined,
  against: string | undefined,
  batches = "12",
): PytorchQuestion {
  const names = SHAPES.map(({ name }) => name);
  if (shape !== undefined && !names.includes(shape)) {
    const expected = names.join(", ");
    throw badInput(`Unknown shape "${shape}"`, { where: "--shape", expected, got: shape });
  }
  const styles = (against?.split(",") ?? USUAL).map((word) => {
    const style = STYLES.find((each) => each === word);
    if (style !== undefined) return style;
    const expected = STYLES.join(", ");
    throw badInput(`Unknown style "${word}"`, { where: "--against", expected, got: word });
  });
  const count = Number(batches);
  if (!Number.isInteger(count) || count < LEAST || count > MOST) {
    const expected = `a whole number from ${LEAST} to ${MOST}`;
    throw badInput("Invalid number of batches", { where: "--batches", expected, got: batches });
  }
  return { shapes: shape === undefined ? SHAPES : [shapeOf(shape)], styles, batches: count };
}
