import type { Keyword } from "@nx/gateway";
import type { WordList } from "./word-lists.ts";

/**
 * The keyword that a text is, if it is one and nothing else: `STOP 12345` may be about something else
 * than us, and a sentence is for a person to read. Case, spaces, quotes and punctuation do not matter.
 *
 * Who writes without diacritics is understood without them; who writes with them means what they
 * write: "đúng" is no "dừng". The first list that has the word is taken.
 */
export function readKeyword(text: string, lists: readonly WordList[]): Keyword | undefined {
  const said = normalize(text);
  if (said === "") return undefined;
  const isPlain = withoutDiacritics(said) === said;
  const isSaid = (word: string) => {
    const known = normalize(word);
    return known === said || (isPlain && withoutDiacritics(known) === said);
  };
  for (const kind of ["opted_out", "opted_in", "help"] as const)
    for (const list of lists) {
      const keyword = list[fieldOf[kind]].find(isSaid);
      if (keyword !== undefined) return { kind, keyword, language: list.language };
    }
  return undefined;
}

const fieldOf = { opted_out: "stop", opted_in: "start", help: "help" } as const;

/** Composed, wide letters made plain, in capitals; all that is no letter or digit is one space. */
const normalize = (text: string): string =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();

/** Đ is a letter of its own and does not come apart. */
const withoutDiacritics = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("Đ", "D").normalize("NFC");
