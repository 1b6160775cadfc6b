/** What Excel needs at the start of a file to read it as UTF-8. */
export const byteOrderMark = "\ufeff";

/**
 * A cell that begins like a formula is run by spreadsheets (CWE-1236), so an apostrophe goes before it;
 * that includes the plus of a phone number. One goes also before the apostrophes that stand there
 * already, so that `repairText` reads back what was written.
 */
export const toSafeCell = (text: string): string => {
  const safe = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n\t']/.test(safe) || safe !== safe.trim()
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
};

/** One row of a CSV file, after RFC 4180 and safe from formulas. */
export const toCsvRow = (cells: readonly string[]): string =>
  `${cells.map(toSafeCell).join(",")}\r\n`;
