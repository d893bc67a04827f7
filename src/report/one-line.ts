/** A label has its line beside a number; line breaks and tabs in it are blanks. */
export const oneLine = (label: string): string =>
  label.replaceAll(/\s*[\r\n\t\u2028\u2029]+\s*/g, " ");
