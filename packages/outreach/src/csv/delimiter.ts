/** What stands between the cells of a row. */
export type Delimiter = "," | ";" | "\t" | "|";

const candidates: readonly Delimiter[] = [",", ";", "\t", "|"];

/** Lines that are looked at. */
const mostLines = 20;

/** How many characters {@link detectDelimiter} looks at. */
export const delimiterSample = 16_384;

/**
 * The delimiter that stands equally often in most of the first lines, quoted text left out. A comma
 * where there is none at all, as in a file of one column.
 */
export function detectDelimiter(start: string): Delimiter {
  const lines = firstLines(start.slice(0, delimiterSample));
  let best: Delimiter = ",";
  let bestScore = 0;
  for (const candidate of candidates) {
    const counts = lines.map((line) => line.split(candidate).length - 1);
    const usual = mostFrequent(counts.filter((count) => count > 0));
    // Agreement decides; among equals, more cells.
    const score = counts.filter((count) => count === usual).length * 1000 + usual;
    if (usual > 0 && score > bestScore) [best, bestScore] = [candidate, score];
  }
  return best;
}

/** The first lines, empty ones and quoted text left out. */
const firstLines = (text: string): string[] =>
  text
    .replace(/"[^"]*"/g, "")
    .split(/\r\n|\n|\r/, mostLines)
    .filter((line) => line.trim() !== "");

const mostFrequent = (counts: readonly number[]): number => {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
};

const hint = /^sep=([,;|\t])(?:\r\n|\n|\r)/i;

/** The delimiter that Excel's first line `sep=;` names, and that line's length; undefined without it. */
export function delimiterHint(
  start: string,
): { readonly delimiter: Delimiter; readonly length: number } | undefined {
  const [line, named] = hint.exec(start) ?? [];
  const delimiter = candidates.find((candidate) => candidate === named);
  return delimiter && line ? { delimiter, length: line.length } : undefined;
}
