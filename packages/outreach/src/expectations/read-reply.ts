import { stripVietnamese } from "mq-sms";

/** Words of a reply that are looked at; nobody answers in more. */
const mostWords = 40;
/** Parts of which a request id may consist: `WR-2026-11-12345`. */
const mostParts = 6;
const shortestKey = 4;
const longestKey = 24;
/** In shorter words one letter makes another word: YES and YET, NO and ON. */
const shortestMistyped = 4;

/** The words of a text without accents, capitals and punctuation. */
export const wordsOf = (text: string): readonly string[] =>
  (
    stripVietnamese(text)
      .toUpperCase()
      .match(/[A-Z0-9]+/g) ?? []
  ).slice(0, mostWords);

/** A request id as it is compared: its letters and digits, in capitals. */
export const keyOf = (requestId: string): string => wordsOf(requestId).join("");

/** Everything in a reply that may be a request id, however it is spaced. */
export function keysIn(words: readonly string[]): string[] {
  const keys = new Set<string>();
  for (let from = 0; from < words.length; from += 1)
    for (let parts = 1; parts <= mostParts && from + parts <= words.length; parts += 1) {
      const key = words.slice(from, from + parts).join("");
      if (key.length > longestKey) break;
      if (key.length >= shortestKey && /\d/.test(key)) keys.add(key);
    }
  return [...keys];
}

/** The words that are left when the request id is taken out. */
export function wordsBeside(words: readonly string[], key: string): readonly string[] {
  for (let from = 0; from < words.length; from += 1)
    for (let parts = 1; parts <= mostParts; parts += 1)
      if (words.slice(from, from + parts).join("") === key)
        return [...words.slice(0, from), ...words.slice(from + parts)];
  return words;
}

/**
 * Which answer the words are. Every word must be that answer: "do not approve" and "approve the other
 * one" are for a person to read.
 */
export function answerIn(words: readonly string[], answers: readonly string[]): string | undefined {
  const [first, ...others] = words.map((word) => answerOf(word, answers));
  return others.every((other) => other === first) ? first : undefined;
}

/** Whether any of the words is an answer, among whatever else. */
export const mentionsAnswer = (words: readonly string[], answers: readonly string[]): boolean =>
  words.some((word) => answerOf(word, answers) !== undefined);

/** The answer that a word is, with at most one typo, and only where no other is as close. */
function answerOf(word: string, answers: readonly string[]): string | undefined {
  if (answers.includes(word)) return word;
  const close = answers.filter(
    (answer) => answer.length >= shortestMistyped && isOneEditAway(word, answer),
  );
  return close.length === 1 ? close[0] : undefined;
}

/** One letter is missing, too many, another, or two neighbours changed places. */
function isOneEditAway(word: string, answer: string): boolean {
  if (Math.abs(word.length - answer.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === answer[start]) start += 1;
  const rest = (text: string, skipped: number) => text.slice(start + skipped);
  return (
    rest(word, 1) === rest(answer, 1) ||
    rest(word, 1) === rest(answer, 0) ||
    rest(word, 0) === rest(answer, 1) ||
    (word[start] === answer[start + 1] &&
      word[start + 1] === answer[start] &&
      rest(word, 2) === rest(answer, 2))
  );
}
