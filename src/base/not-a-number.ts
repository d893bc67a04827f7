/** A loss that is infinite or no number: more steps would only spread it. */
export class NotANumber extends Error {
  override readonly name = "NotANumber";
  /** @param cause what else may be to blame. */
  constructor(
    readonly loss: number,
    readonly step: number,
    cause = "",
  ) {
    super(
      `The loss of batch ${step} is ${loss}: the rates are too high for this run, or the data is broken${cause}`,
    );
  }
}
