/** What kind of mistake makes a text no JSON, and what mends it. */
export interface Mistake {
  /** The head of the error. */
  readonly message: string;
  /** What has to stand there instead, where that says more than the grammar. */
  readonly expected?: string;
  readonly got: string;
  readonly fix: string;
}

/** Where the grammar stops: what was read so far, what follows, and what may stand there. */
export interface Tear {
  /** The last character before it that is no white space; empty at the start. */
  readonly last: string;
  /** What follows; it may be cut off after some hundred characters. */
  readonly rest: string;
  /** Whether `rest` goes to the end of the text. */
  readonly toEnd: boolean;
  /** What the text is: one line of a file, or all of it. */
  readonly of: "line" | "file";
  readonly expected: string;
}

const AGAIN = "bring the file again: a download or a copy was probably cut short";
const DUMP = "write the file with json.dump, not with print, str or repr";

/** A literal or number that the end of the text cuts off. */
const BEGUN = /^(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|-|-?\d[\d.eE+-]*)$/;

/** As much of a string as is right, from its quotation mark on. */
const STRING = /^"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/;

/** A string that the end of the text cuts off, in an escape perhaps. */
const BEGUN_STRING = new RegExp(`${STRING.source}(?:\\\\(?:u[0-9a-fA-F]{0,3})?)?$`);

type Kind = (tear: Tear) => Mistake | null;

const cutShort: Kind = ({ rest, toEnd, of }) => {
  const got = rest === "" ? `the end of the ${of}` : shown(rest);
  return toEnd && (rest === "" || BEGUN.test(rest) || BEGUN_STRING.test(rest))
    ? { message: "Unexpected end of JSON", got, fix: AGAIN }
    : null;
};

const trailingComma: Kind = ({ last, rest }) =>
  last === "," && /^[\]}]/.test(rest)
    ? {
        message: "Trailing comma in JSON",
        got: `"${rest[0]}" after a comma`,
        fix: "remove the comma before it",
      }
    : null;

const notANumber: Kind = ({ rest }) => {
  const word = /^(?:NaN|-?Infinity|nan|-?inf)\b/.exec(rest)?.[0];
  return word === undefined
    ? null
    : {
        message: `No JSON number: ${word}`,
        expected: "a finite number, or null",
        got: word,
        fix: "write a number there: Python's json.dump(…, allow_nan=False) says where it comes from",
      };
};

const pythonLiteral: Kind = ({ rest }) => {
  const word = /^(?:(?:None|True|False)\b|[bru]?'|\(|[A-Za-z_][\w.]*\()/.exec(rest)?.[0];
  if (word === undefined) return null;
  const json: Readonly<Record<string, string>> = { None: "null", True: "true", False: "false" };
  return {
    message: "Python literal instead of JSON",
    expected: json[word] ?? expectedFor(word),
    got: shown(rest),
    fix: DUMP,
  };
};

/** In place of `(`, of the name of a type as numpy or PyTorch write it, or of a quotation mark. */
function expectedFor(word: string): string {
  if (word === "(") return "a list in [ ]";
  return word.endsWith("(") ? "a number, a string or a list" : 'a string in " "';
}

const nulBytes: Kind = ({ rest }) =>
  rest.startsWith("\0")
    ? {
        message: "Null bytes instead of JSON",
        got: shown(rest),
        fix: "write the file again: it was not written whole (a crash, or a full disk)",
      }
    : null;

const csv: Kind = ({ last, rest }) =>
  last === "" && /^"?\w[^,;\t\n{}[\]]*(?:[,;\t][^,;\t\n{}[\]]+)+\r?(?:\n|$)/.test(rest)
    ? {
        message: "CSV instead of JSON",
        got: shown(rest),
        fix: `python3 -c "import pandas; pandas.read_csv('FILE').to_json('NEW', orient='records')"`,
      }
    : null;

const commaBetween: Kind = ({ rest, expected }) =>
  rest.startsWith(",") && /^(?:nothing more|the next value)/.test(expected)
    ? {
        message: "Comma between JSON values",
        got: shown(rest),
        fix: "remove the commas at the ends of the lines, or put all of them in [ ]",
      }
    : null;

const comment: Kind = ({ rest }) =>
  /^(?:\/\/|\/\*|#)/.test(rest)
    ? { message: "Comment in JSON", got: shown(rest), fix: "remove it: JSON has no comments" }
    : null;

const insideString: Kind = ({ rest, toEnd }) => {
  if (!rest.startsWith('"')) return null;
  const good = STRING.exec(rest)![0].length;
  const next = rest[good] ?? "";
  if (next === '"') return null;
  // An escape that what is looked at cuts off says nothing.
  return next === "\\" && (toEnd || good + 6 <= rest.length)
    ? {
        message: "Invalid escape in a JSON string",
        got: JSON.stringify(rest.slice(good, good + 6)),
        fix: String.raw`write a backslash as \\`,
      }
    : {
        message: "Unfinished JSON string",
        got: shown(rest),
        fix: String.raw`close the string, and write a line break in it as \n`,
      };
};

const missingComma: Kind = ({ rest, expected }) =>
  expected.startsWith(", or") && /^(?:["{[]|-?\d|true|false|null)/.test(rest)
    ? { message: "Missing comma in JSON", got: shown(rest), fix: "put a comma before it" }
    : null;

const bareKey: Kind = ({ rest, expected }) =>
  expected.startsWith("key") && /^\w/.test(rest)
    ? {
        message: "JSON key without quotation marks",
        expected: 'a key in " "',
        got: shown(rest),
        fix: DUMP,
      }
    : null;

const more: Kind = ({ rest, expected }) =>
  expected === "nothing more"
    ? {
        message: "More than one JSON value",
        got: shown(rest),
        fix: "write one list, or one object a line; a file that was appended to holds two lists",
      }
    : null;

const webPage: Kind = ({ last, rest }) =>
  last === "" && rest.startsWith("<")
    ? {
        message: "Web page or XML instead of JSON",
        got: shown(rest),
        fix: "download the file itself (on GitHub: the raw one), not the page that shows it",
      }
    : null;

const pointer: Kind = ({ last, rest }) =>
  last === "" && rest.startsWith("version https://git-lfs")
    ? {
        message: "Git LFS pointer instead of JSON",
        got: shown(rest),
        fix: "git lfs pull brings the file that it points to",
      }
    : null;

const KINDS: readonly Kind[] = [
  cutShort,
  nulBytes,
  trailingComma,
  notANumber,
  pythonLiteral,
  comment,
  webPage,
  pointer,
  csv,
  commaBetween,
  more,
  bareKey,
  missingComma,
  insideString,
];

/** Tells a mistake by its kind. */
export function mistakeAt(tear: Tear): Mistake {
  for (const kind of KINDS) {
    const found = kind(tear);
    if (found !== null) return found;
  }
  return {
    message: "Invalid JSON",
    got: shown(tear.rest),
    fix: "correct it there, or write the file again with a JSON library",
  };
}

const shown = (rest: string): string => JSON.stringify(rest.slice(0, 24).split("\n", 1)[0]);
