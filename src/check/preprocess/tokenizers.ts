import type { WordTokenizer } from "../../contract/corpus/tokenizer.js";

/** A tokenizer that needs no vocabulary: ids are given as pieces turn up. */
export interface FixtureTokenizer extends WordTokenizer {
  /** Piece of an id. */
  readonly piece: (id: number) => string;
}

const CODE_POINTS_A_PIECE = 3;

/** Blank words have no piece; others are cut into pieces of three code points, later ones led by "##". */
function chunk3(word: string): string[] {
  if (word.trim() === "") return [];
  const points = Array.from(word);
  const pieces: string[] = [];
  for (let i = 0; i < points.length; i += CODE_POINTS_A_PIECE) {
    pieces.push((i === 0 ? "" : "##") + points.slice(i, i + CODE_POINTS_A_PIECE).join(""));
  }
  return pieces;
}

/** The two tokenizers of golden/preprocess: "chunk3", and "words", where every word is one piece. */
export function fixtureTokenizer(name: "chunk3" | "words"): FixtureTokenizer {
  const known: string[] = [];
  const ids = new Map<string, number>();
  const idOf = (piece: string): number => {
    const id = ids.get(piece) ?? known.push(piece) - 1;
    ids.set(piece, id);
    return id;
  };
  const cut = name === "chunk3" ? chunk3 : (word: string) => [word];
  return {
    family: "bert",
    startId: idOf("[CLS]"),
    endId: idOf("[SEP]"),
    markerId: idOf("*"),
    pieces: cut,
    encodeWord: (word) => cut(word).map(idOf),
    piece: (id) => known[id],
  };
}
