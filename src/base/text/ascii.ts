/** Signs of this program's own texts, as ASCII has them. */
const SIGNS = new Map<string, string>([
  ...Array.from("─━═", (sign) => [sign, "-"] as const),
  ...Array.from("│┃║", (sign) => [sign, "|"] as const),
  ...Array.from("┌┬┐├┼┤└┴┘", (sign) => [sign, "+"] as const),
  ["±", "+/-"],
  ["…", "..."],
  ["→", "->"],
  ["−", "-"],
  ["–", "-"],
  ["×", "x"],
  ["·", "*"],
  ["≥", ">="],
  ["≤", "<="],
]);

const ANY = new RegExp(`[${[...SIGNS.keys()].join("")}]`, "gu");

/** A text with the program's own signs in ASCII; letters of other scripts, which are somebody's labels, stay. */
export const asciiText = (text: string): string =>
  text.replaceAll(ANY, (sign) => SIGNS.get(sign) ?? sign);

/** Whether the user said that the terminal knows ASCII only; where nobody says anything, it knows more. */
export function wantsAscii(env: NodeJS.ProcessEnv = process.env): boolean {
  const said = [env.LC_ALL, env.LC_CTYPE, env.LANG].find(
    (each) => each !== undefined && each !== "",
  );
  return said === "C" || said === "POSIX";
}
