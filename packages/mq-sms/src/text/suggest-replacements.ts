import { segments } from "./segments.ts";
import { toGsm } from "./to-gsm.ts";

/** A character, and what may stand for it wherever it occurs. */
export interface CharacterReplacement {
  /** With the marks and invisible characters that attach to it: `e` and U+0301 are one. */
  readonly character: string;
  /** Empty where the character shows nothing and is only taken out. */
  readonly replacement: string;
  /** UTF-16 indexes of every occurrence, as `String.prototype.slice` takes them. */
  readonly indexes: readonly number[];
}

/** Replacements to offer to whoever writes a text, and what making all of them comes to. */
export interface ReplacementSuggestion {
  /** By first occurrence. */
  readonly replacements: readonly CharacterReplacement[];
  /** The text with every replacement made. */
  readonly text: string;
  /** What that text takes. */
  readonly segments: number;
  /**
   * Segments fewer than before. 0 where a character without replacement still forces UCS-2, and
   * negative where longer replacements (`…` by `...`) outweigh the cheaper encoding.
   */
  readonly saved: number;
}

/**
 * Suggests the replacements of `toGsm`, grouped by character, so that a composer can offer each at
 * a click. Undefined where there is nothing to replace. Offending characters without a replacement,
 * such as emoji, are in `segments(suggestion.text).offending`.
 */
export const suggestReplacements = (text: string): ReplacementSuggestion | undefined => {
  const { text: cheaper, replaced } = toGsm(text);
  if (replaced.length === 0) return undefined;

  const byCharacter = new Map<string, CharacterReplacement & { readonly indexes: number[] }>();
  for (const { from, to, index } of replaced) {
    const known = byCharacter.get(from);
    if (known) known.indexes.push(index);
    else byCharacter.set(from, { character: from, replacement: to, indexes: [index] });
  }
  const count = segments(cheaper).segments;
  return {
    replacements: [...byCharacter.values()],
    text: cheaper,
    segments: count,
    saved: segments(text).segments - count,
  };
};
