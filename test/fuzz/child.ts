/**
 * Reads inputs of one reader in a process of its own: `node child.js <reader> <seed> <first> <count> <folder>`. Says the
 * number of each input before it is read, so that whoever started it knows which one ended it.
 */
import { inputOf, judge } from "./judge.js";
import { READERS } from "./readers/index.js";
import { shorter } from "./shorter.js";

/** What the process says of its inputs. */
export type Said =
  | { readonly type: "begins"; readonly number: number }
  | {
      readonly type: "fails";
      readonly number: number;
      readonly name: string;
      readonly wrong: string;
      /** Without what the failure does not need, in base64. */
      readonly input: string;
    }
  | { readonly type: "ends"; readonly seconds: number; readonly rss: number };

const [id, seed, first, count, folder] = process.argv.slice(2);
const reader = READERS.find((each) => each.id === id)!;
const say = (said: Said): void => {
  process.send!(said);
};

for (let number = Number(first); number < Number(first) + Number(count); number++) {
  say({ type: "begins", number });
  const input = inputOf(reader, Number(seed), number);
  const wrong = await judge(reader, input, folder);
  if (wrong === null) continue;
  const { name, bytes } = await shorter(reader, input, wrong, folder);
  say({ type: "fails", number, name, wrong, input: bytes.toString("base64") });
}
const { user, system } = process.cpuUsage();
const rss = process.resourceUsage().maxRSS * 1024;
say({ type: "ends", seconds: (user + system) / 1e6, rss });
process.disconnect();
