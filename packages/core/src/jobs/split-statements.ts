// Whatever may hold a semicolon that ends nothing: comments, strings, quoted names, dollar quotes.
const TOKEN = new RegExp(
  [
    "--[^\\n]*",
    "/\\*[\\s\\S]*?\\*/",
    "(?<![\\w$])[eE]'(?:[^'\\\\]|\\\\[\\s\\S]|'')*'",
    "'(?:[^']|'')*'",
    '"(?:[^"]|"")*"',
    "(?<![\\w$])\\$((?:[A-Za-z_]\\w*)?)\\$[\\s\\S]*?\\$\\1\\$",
    ";",
  ].join("|"),
  "g",
);

const COMMENTS = /--[^\n]*|\/\*[\s\S]*?\*\//g;

/** The statements of a script of pg-boss's own, because the door takes them one at a time. */
export function splitStatements(script: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const { 0: token, index } of script.matchAll(TOKEN)) {
    if (token !== ";") continue;
    parts.push(script.slice(start, index));
    start = index + 1;
  }
  return [...parts, script.slice(start)]
    .filter((part) => part.replace(COMMENTS, "").trim() !== "")
    .map((part) => part.trim());
}
