import { describe, expect, test } from "bun:test";
import { collect, inChunks, utf8 } from "./csv-fixture.ts";
import { plainName } from "./guess-columns.ts";
import { openTable, type TableOptions } from "./open-table.ts";
import { readAudience } from "./read-audience.ts";

const open = async (text: string, options: Partial<TableOptions> = {}) => {
  const fieldOf = (name: string) => (plainName(name) === "ten" ? "name" : null);
  const table = await openTable(inChunks(utf8(text)), { region: "VN", fieldOf, ...options });
  return { columns: table.columns, names: table.names, rows: await collect(table.rows) };
};

describe("openTable", () => {
  test.each<[string, string, (string | null)[]]>([
    ["by its name", "Tên,Số điện thoại,Ghi chú\nAn,0912345678,x", ["name", "phone", null]],
    ["by its name, whatever it holds", "phone,ten\n?,An", ["phone", "name"]],
    ["by what is in it", "who;call\nAn;0912345678\nBinh;0912345679", [null, "phone"]],
    ["without header", "An,0912345678\nBinh,0912345679", [null, "phone"]],
    [
      "once, as every other field",
      "name,phone,phone,ten,ten\n",
      [null, "phone", null, "name", null],
    ],
    ["one column alone", "0912345678\n0912345679", ["phone"]],
    ["none at all", "a,b\nc,d", [null, null]],
    ["nothing", "", []],
  ])("finds the phone number %s", async (_, text, columns) => {
    expect<unknown>((await open(text)).columns).toEqual(columns);
  });

  test("every row ends as it was, repaired or refused, by its number", async () => {
    const { names, rows } = await open(
      'phone,ten\n0912345678,An\n\n912345679,"Bình\u200b"\n8.49E+10,Chi\n0912345670,Dung,oops\n"0,x\n0912345671\n0912345672,=1\n',
    );
    expect<unknown>(names).toEqual(["phone", "ten"]);
    expect<unknown>(rows.map(({ cells, ...row }) => row)).toEqual([
      { row: 2, phone: "+84912345678", fields: { name: "An" }, repairs: [] },
      {
        row: 4,
        phone: "+84912345679",
        fields: { name: "Bình" },
        repairs: [
          { column: "phone", repair: "lost_zero" },
          { column: "name", repair: "hidden_characters" },
        ],
      },
      { row: 5, refused: "digits_lost", column: "phone" },
      { row: 6, refused: "extra_cells" },
      { row: 7, refused: "unclosed_quote" },
      { row: 8, phone: "+84912345671", fields: {}, repairs: [] },
      { row: 9, refused: "formula", column: "name" },
    ]);
  });

  test("what is given is not guessed", async () => {
    const { rows } = await open("phone,0912345678\nAn,0912345679", {
      columns: ["name", "phone"],
      header: false,
    });
    expect(rows).toMatchObject([
      { row: 1, phone: "+84912345678", fields: { name: "phone" } },
      { row: 2, phone: "+84912345679", fields: { name: "An" } },
    ]);
  });
});

test("an audience is numbers with their variables, in batches", async () => {
  const rows = Array.from({ length: 5 }, (_, at) => `091234567${at},An ${at},${at}\n`);
  const { columns, batches } = await readAudience(
    inChunks(utf8(`phone,Họ tên,__proto__\n${rows.join("")}oops,Bình,9\n`)),
    { region: "VN", batchSize: 4 },
  );
  expect<unknown>(columns).toEqual(["phone", "Họ_tên", "__proto__"]);
  const read = [];
  for await (const batch of batches) read.push(batch);
  expect(read.map((batch) => batch.length)).toEqual([4, 2]);
  const [first, refused] = [read[0]?.[0], read[1]?.[1]];
  expect(first && "fields" in first && Object.entries(first.fields)).toEqual([
    ["Họ_tên", "An 0"],
    ["__proto__", "0"],
  ]);
  expect(refused).toMatchObject({ row: 7, refused: "not_a_number", column: "phone" });
});
