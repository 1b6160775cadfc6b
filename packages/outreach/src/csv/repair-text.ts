import type { Repair } from "./schemas.ts";

/** A cell that was read, and what was put right in it; or why it cannot be. */
export type ReadCell =
  | { readonly ok: true; readonly text: string; readonly repairs: readonly Repair[] }
  | { readonly ok: false; readonly reason: "formula" | "control_character" };

// Zero-width and direction marks, soft hyphen, byte order mark: they come along when text is copied.
const hidden = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
/** Excel's way to write a text that looks like a number. */
const excelText = /^="((?:[^"]|"")*)"$/;

/**
 * The text that a cell means. `="0912"` and `'=text` are texts by the marks of spreadsheets; any other
 * cell that begins with `=` is a formula, whose value is not in the file.
 */
export function repairText(cell: string): ReadCell {
  const marked = readMarked(cell.trim());
  if (marked === undefined) return { ok: false, reason: "formula" };
  const visible = marked.text.replace(hidden, "");
  if (control.test(visible)) return { ok: false, reason: "control_character" };
  const repairs: Repair[] = [];
  if (marked.repaired) repairs.push("text_marker");
  if (visible !== marked.text) repairs.push("hidden_characters");
  return { ok: true, text: visible.normalize("NFC").trim(), repairs };
}

/** Without the marks of spreadsheets; undefined for a formula. */
function readMarked(
  text: string,
): { readonly text: string; readonly repaired: boolean } | undefined {
  // As `toSafeCell` writes it, so that an export comes back as it was: nothing to repair.
  if (/^'+[=+\-@\t\r]/.test(text)) return { text: text.slice(1), repaired: false };
  const [, quoted] = excelText.exec(text) ?? [];
  if (quoted !== undefined) return { text: quoted.replaceAll('""', '"'), repaired: true };
  return text.startsWith("=") ? undefined : { text, repaired: false };
}
