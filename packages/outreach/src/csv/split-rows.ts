import type { Delimiter } from "./delimiter.ts";

/** Why a row cannot be taken apart into cells. */
export type RowProblem =
  /** More than {@link longestRow} characters. */
  | "row_too_long"
  /** A quote that no other one closes, within the longest row or at all. */
  | "unclosed_quote"
  /** Something stands between a closing quote and the next delimiter. */
  | "stray_quote";

/** A row as it is written, or why it cannot be read. */
export type RawRow = string | { readonly problem: RowProblem };

/** In characters (UTF-16 code units), the end of the line not counted. */
export const longestRow = 65_536;

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Finds where rows end, in text that comes in pieces: at LF, CR LF or CR outside of quotes. Holds no
 * more than the longest row and one piece. The cells themselves are left to the parser.
 *
 * A row whose quotes are broken is refused, and reading goes on at the line after the one in which the
 * broken cell began: one forgotten quote costs one row, not the rest of the file. That text is read at
 * most twice: a line that leaves a quote open ends whatever quote was open before it.
 */
export class RowSplitter {
  #text = "";
  #skipping = false;

  constructor(readonly delimiter: Delimiter) {}

  /** The rows that are complete with this piece of text. */
  push(piece: string): RawRow[] {
    this.#text += piece;
    return this.#take(false);
  }

  /** The rows that are left when there is no more text. */
  end(): RawRow[] {
    return this.#take(true);
  }

  #take(isEnd: boolean): RawRow[] {
    const rows: RawRow[] = [];
    let at = this.#skipping ? this.#skipLine(0, isEnd) : 0;
    while (!this.#skipping && at < this.#text.length) {
      const found = scanRow(this.#text, at, this.delimiter, isEnd);
      if (found === undefined) break;
      rows.push(found.row);
      at = found.next ?? this.#skipLine(at + longestRow, isEnd);
    }
    this.#text = this.#text.slice(at);
    return rows;
  }

  /** The start of the next line; what is left of this one is dropped here or with the next piece. */
  #skipLine(from: number, isEnd: boolean): number {
    const end = lineEnd(this.#text, from);
    const next = end === undefined ? undefined : afterLineEnd(this.#text, end, isEnd);
    this.#skipping = next === undefined && !isEnd;
    if (next !== undefined) return next;
    // A CR at the very end may have its LF in the next piece.
    const endsInCr = !isEnd && this.#text.endsWith("\r");
    return endsInCr ? this.#text.length - 1 : this.#text.length;
  }
}

interface Scan {
  readonly row: RawRow;
  /** Where the next row begins; undefined: after the end of a line that may not be there yet. */
  readonly next?: number;
}

/** The row that begins at `from`; undefined as long as more text is needed to tell. */
function scanRow(
  text: string,
  from: number,
  delimiter: Delimiter,
  isEnd: boolean,
): Scan | undefined {
  const delimiterCode = delimiter.charCodeAt(0);
  const limit = from + longestRow;
  for (let at = from; at < text.length && at <= limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code === lineFeed || code === carriageReturn) {
      const next = afterLineEnd(text, at, isEnd);
      return next === undefined ? undefined : { row: text.slice(from, at), next };
    }
    const opens = code === quote && (at === from || text.charCodeAt(at - 1) === delimiterCode);
    if (!opens) continue;
    const close = closingQuote(text, at, limit, delimiter, isEnd);
    if (close === undefined) return undefined;
    if (typeof close === "object") return broken(text, at, limit, close.problem, isEnd);
    at = close;
  }
  if (text.length > limit) return { row: { problem: "row_too_long" } };
  return isEnd ? { row: text.slice(from), next: text.length } : undefined;
}

/** Where the quote closes that opens at `open`; undefined as long as more text is needed to tell. */
function closingQuote(
  text: string,
  open: number,
  limit: number,
  delimiter: Delimiter,
  isEnd: boolean,
): number | { readonly problem: RowProblem } | undefined {
  let at = open + 1;
  for (;;) {
    at = text.indexOf('"', at);
    if (at === -1 || at > limit) {
      return isEnd || text.length > limit ? { problem: "unclosed_quote" } : undefined;
    }
    const after = text[at + 1];
    if (after === undefined) return isEnd ? at : undefined;
    if (after === delimiter || after === "\r" || after === "\n") return at;
    if (after !== '"') {
      const end = lineEnd(text, open) ?? at;
      return { problem: end < at ? "unclosed_quote" : "stray_quote" };
    }
    at += 2;
  }
}

/** Refuses the row and goes on at the line after the broken cell's first one. */
function broken(
  text: string,
  open: number,
  limit: number,
  problem: RowProblem,
  isEnd: boolean,
): Scan | undefined {
  const end = lineEnd(text, open);
  if (end !== undefined && end <= limit) {
    const next = afterLineEnd(text, end, isEnd);
    return next === undefined ? undefined : { row: { problem }, next };
  }
  if (text.length > limit) return { row: { problem: "row_too_long" } };
  return isEnd ? { row: { problem }, next: text.length } : undefined;
}

/** The first CR or LF from here on. */
function lineEnd(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === lineFeed || code === carriageReturn) return at;
  }
  return undefined;
}

/** Behind the end of a line at `at`; undefined where a CR may have its LF in the next piece. */
function afterLineEnd(text: string, at: number, isEnd: boolean): number | undefined {
  if (text.charCodeAt(at) === lineFeed) return at + 1;
  if (at + 1 === text.length && !isEnd) return undefined;
  return text.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1;
}
