/** Words as the name of a file: letters and digits of any script stay, as do `_ . = @ + -`; what is between them is a hyphen. */
export const fileName = (words: readonly string[]): string =>
  words.join(".").replaceAll(/[^\p{L}\p{M}\p{N}_.=@+-]+/gu, "-");
