import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { collect, inChunks, utf8 } from "./csv-fixture.ts";
import { NotCsv } from "./decode-text.ts";
import { parseCells } from "./parse-cells.ts";
import { type CsvRow, readCsv } from "./read-csv.ts";
import { longestRow, RowSplitter } from "./split-rows.ts";

const read = (bytes: Uint8Array, size?: number): Promise<CsvRow[]> =>
  collect(readCsv(inChunks(bytes, size)));
const brief = (rows: CsvRow[]) =>
  rows.map((row) => ("cells" in row ? [row.row, ...row.cells] : [row.row, { is: row.problem }]));
const utf16 = (text: string, swap = false): Uint8Array => {
  const bytes = Buffer.from(text, "utf16le");
  return swap ? bytes.swap16() : bytes;
};
const table = "name,phone\r\nNguyễn An,0912345678\r\n";
const rowsOfTable = [
  [1, "name", "phone"],
  [2, "Nguyễn An", "0912345678"],
];
const long = "x".repeat(longestRow);

describe("readCsv", () => {
  test.each<[string, Uint8Array]>([
    ["UTF-8", utf8(table)],
    ["UTF-8 with a byte order mark", utf8(`\ufeff${table}`)],
    ["UTF-16 LE with a mark", utf16(`\ufeff${table}`)],
    ["UTF-16 BE with a mark", utf16(`\ufeff${table}`, true)],
    ["UTF-16 LE without a mark", utf16(table)],
    ["UTF-16 BE without a mark", utf16(table, true)],
    ["semicolons", utf8(table.replaceAll(",", ";"))],
    ["tabs", utf8(table.replaceAll(",", "\t"))],
    ["bars", utf8(table.replaceAll(",", "|"))],
    ["LF", utf8(table.replaceAll("\r\n", "\n"))],
    ["CR", utf8(table.replaceAll("\r\n", "\r"))],
    ["no last line end", utf8(table.trimEnd())],
    ["quotes everywhere", utf8(table.replace(/[^,\r\n]+/g, '"$&"'))],
  ])("%s", async (_, bytes) => {
    for (const size of [1, 7, 65_536])
      expect<unknown>(brief(await read(bytes, size))).toEqual(rowsOfTable);
  });

  test.each<[string, string, unknown[]]>([
    ["nothing at all", "", []],
    ["a line that names the delimiter", "sep=;\na;b,c\n", [[2, "a", "b,c"]]],
    [
      "empty rows count, and are none",
      "a,b\n\n , \nc,d",
      [
        [1, "a", "b"],
        [4, "c", "d"],
      ],
    ],
    [
      "mixed line ends",
      "a\rb\nc\r\nd",
      [
        [1, "a"],
        [2, "b"],
        [3, "c"],
        [4, "d"],
      ],
    ],
    [
      "delimiters, quotes and lines in quotes",
      'a,"b,""c""\r\nd"\ne,f',
      [
        [1, "a", 'b,"c"\r\nd'],
        [2, "e", "f"],
      ],
    ],
    ["a quote in the middle of a cell is text", 'a,5" pipe\n', [[1, "a", '5" pipe']]],
    [
      "a quote that is never closed",
      'a,b\n"c,d\ne,f\n',
      [
        [1, "a", "b"],
        [2, { is: "unclosed_quote" }],
        [3, "e", "f"],
      ],
    ],
    [
      "a quote that the next row's quote ends",
      '"a,b\n"c","d"\n',
      [
        [1, { is: "unclosed_quote" }],
        [2, "c", "d"],
      ],
    ],
    [
      "an open quote in the last row",
      'a,b\nc,"d',
      [
        [1, "a", "b"],
        [2, { is: "unclosed_quote" }],
      ],
    ],
    [
      "text behind a closing quote",
      '"a"b,c\nd,e',
      [
        [1, { is: "stray_quote" }],
        [2, "d", "e"],
      ],
    ],
    [
      "an open quote behind a cell of two lines",
      '"a\nb","c\nd,e\n',
      [
        [1, { is: "unclosed_quote" }],
        [2, "d", "e"],
      ],
    ],
    [
      "a zero byte",
      "a,b\nc\0,d\ne,f",
      [
        [1, "a", "b"],
        [2, { is: "nul" }],
        [3, "e", "f"],
      ],
    ],
    [
      "the longest row",
      `${long}\nb`,
      [
        [1, long],
        [2, "b"],
      ],
    ],
    [
      "a row that is too long",
      `a\n${long}x\nb`,
      [
        [1, "a"],
        [2, { is: "row_too_long" }],
        [3, "b"],
      ],
    ],
    [
      "a last row that is too long",
      `a\n${long}xx`,
      [
        [1, "a"],
        [2, { is: "row_too_long" }],
      ],
    ],
    [
      "a quoted line that is too long",
      `a\n"${long}",c\nb`,
      [
        [1, "a"],
        [2, { is: "row_too_long" }],
        [3, "b"],
      ],
    ],
    [
      "a quoted cell of lines that is too long",
      `a\n"b\n${long}",c\nd`,
      [
        [1, "a"],
        [2, { is: "unclosed_quote" }],
        [3, { is: "row_too_long" }],
        [4, "d"],
      ],
    ],
    ["200 columns", "a,".repeat(199), [[1, ...Array(199).fill("a"), ""]]],
    [
      "201 columns",
      `${"a,".repeat(200)}\nb`,
      [
        [1, { is: "too_many_columns" }],
        [2, "b"],
      ],
    ],
    [
      "10,000 columns",
      `${"a,".repeat(10_000)}\nb`,
      [
        [1, { is: "too_many_columns" }],
        [2, "b"],
      ],
    ],
  ])("%s", async (_, text, expected) => {
    for (const size of [5, 997, 65_536, 1 << 20]) {
      expect<unknown>(brief(await read(utf8(text), size))).toEqual(expected);
    }
  });

  test("bytes of a code page are refused row by row, never guessed", async () => {
    const latin = Buffer.from("name,phone\nJos\xe9,0912345678\nAn,0912345679\n", "latin1");
    expect<unknown>(brief(await read(latin))).toEqual([
      [1, "name", "phone"],
      [2, { is: "not_utf8" }],
      [3, "An", "0912345679"],
    ]);
  });

  test.each([
    ["a workbook", "PK\u0003\u0004..."],
    ["gzip", "\u001f\u008b..."],
    ["PDF", "%PDF-1.7"],
  ])("%s is no CSV", async (_, text) => {
    expect(read(Buffer.from(text, "latin1"))).rejects.toBeInstanceOf(NotCsv);
  });

  test("a line of 50 MB is refused by its number, and the next one is read", async () => {
    async function* chunks() {
      yield utf8("a,b\n");
      const chunk = new Uint8Array(1 << 20).fill(0x78);
      for (let sent = 0; sent < 50; sent += 1) yield chunk;
      yield utf8("\nc,d\n");
    }
    expect<unknown>(brief(await collect(readCsv(chunks())))).toEqual([
      [1, "a", "b"],
      [2, { is: "row_too_long" }],
      [3, "c", "d"],
    ]);
  });

  const pieces = fc.constantFrom(
    ...["a", "1", ",", ";", '"', '""', ',"', '",', "\n", "\r", "\r\n", "\t", "\0", "é", "\ufffd"],
  );
  const files = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.array(pieces, { maxLength: 120 }).map((parts) => utf8(parts.join(""))),
    fc.array(pieces, { maxLength: 60 }).map((parts) => utf16(parts.join(""))),
    // Around the longest row.
    fc
      .tuple(fc.array(pieces, { maxLength: 12 }), fc.nat(8), fc.array(pieces, { maxLength: 12 }))
      .map(([a, less, b]) => utf8(`${a.join("")}${long.slice(less)}${b.join("")}`)),
  );

  test("any bytes are read to their end, the same rows whatever the chunks", async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.integer({ min: 1, max: 300 }), async (bytes, size) => {
        const whole = await read(bytes, 1 << 20).catch(errorOf);
        expect(await read(bytes, size).catch(errorOf)).toEqual(whole);
        if (!Array.isArray(whole)) return;
        const numbers = whole.map(({ row }) => row);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      }),
      { numRuns: 400 },
    );
  });
});

describe("RowSplitter", () => {
  const parts = fc.array(
    fc.constantFrom("a", ",", '"', '""', ',"', '",', "\n", "\r", "\r\n", " "),
    {
      maxLength: 60,
    },
  );
  const split = (text: string, size: number) => {
    const splitter = new RowSplitter(",");
    const rows = [];
    for (let at = 0; at < text.length; at += size)
      rows.push(...splitter.push(text.slice(at, at + size)));
    return [...rows, ...splitter.end()];
  };

  test("finds the same rows whatever the pieces, and the parser finds no others in them", () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 9 }), (written, size) => {
        const whole = split(written.join(""), 1000);
        expect(split(written.join(""), size)).toEqual(whole);
        const texts = whole.flatMap((row) => (typeof row === "string" && row.trim() ? [row] : []));
        expect(parseCells(texts, ",")).toHaveLength(texts.length);
      }),
      { numRuns: 5000 },
    );
  });

  test("also around the longest row", () => {
    const around = fc.tuple(parts, fc.nat(6), parts, fc.integer({ min: 20_000, max: 70_000 }));
    fc.assert(
      fc.property(around, ([before, less, behind, size]) => {
        const text = `${before.join("")}${long.slice(less)}${behind.join("")}`;
        for (const cut of [longestRow - 1, longestRow, longestRow + 1, longestRow + 2, size]) {
          expect(split(text, cut)).toEqual(split(text, 1 << 20));
        }
      }),
      { numRuns: 300 },
    );
  });
});

const errorOf = (error: unknown): string => {
  if (error instanceof NotCsv) return error.name;
  throw error;
};
