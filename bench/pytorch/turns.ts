import { median, upperBoundOfMedian } from "../median.js";
import type { Answer, Contender, Question } from "./contender.js";

interface Ratio {
  readonly middle: number;
  /** 95 % interval of the median, whatever the distribution; ±∞ of too few pairs. */
  readonly low: number;
  readonly high: number;
}

/** This program beside another on the same questions. */
export interface Turns {
  readonly name: string;
  readonly count: number;
  /** Of our time to the other's, by the clock and by processor time. */
  readonly ratio: Ratio;
  readonly processor: Ratio;
  /** Median seconds. */
  readonly own: number;
  readonly other: number;
}

/** Both bounds hold with 97.5 % each. */
const BOUND = 0.975;

function ratio(values: readonly number[]): Ratio {
  const negated = values.map((value) => -value);
  return {
    middle: median(values),
    low: -upperBoundOfMedian(negated, BOUND),
    high: upperBoundOfMedian(values, BOUND),
  };
}

/** Questions that are asked first and not counted: memory is taken and code compiled then. */
const WARMING = 2;

/** Asks all contenders each question, one after another, every other question in the opposite order. */
export async function inTurn(
  own: Contender,
  others: readonly Contender[],
  questions: readonly Question[],
): Promise<readonly Turns[]> {
  const all = [own, ...others];
  for (const question of questions.slice(0, WARMING)) {
    for (const contender of all) await contender.ask(question);
  }
  const answers = new Map<Contender, Answer[]>(all.map((contender) => [contender, []]));
  for (const [i, question] of questions.entries()) {
    for (const contender of i % 2 === 0 ? all : [...all].reverse()) {
      answers.get(contender)?.push(await contender.ask(question));
    }
  }
  const of = (contender: Contender): readonly Answer[] => answers.get(contender) ?? [];
  return others.map((other): Turns => {
    const theirs = of(other);
    const ratios = (clock: "clock" | "processor"): Ratio =>
      ratio(of(own).map((answer, i) => answer[clock] / theirs[i][clock]));
    const seconds = (contender: Contender): number =>
      median(of(contender).map(({ clock }) => clock));
    return {
      name: other.name,
      count: questions.length,
      ratio: ratios("clock"),
      processor: ratios("processor"),
      own: seconds(own),
      other: seconds(other),
    };
  });
}
