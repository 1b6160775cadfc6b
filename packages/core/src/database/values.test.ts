import { beforeAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  date,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import fc from "fast-check";
import { describeOnDatabases } from "../testing/index.ts";
import type { Database } from "./database.ts";

const at = new Date("2026-02-03T04:05:06.789Z");
const id = "0190163d-8694-739b-aea5-966c26f8ad91";

/** [SQL expression, the value that `execute` answers with]. */
const VALUES: [expression: string, value: unknown][] = [
  ["null::text", null],
  ["true", true],
  ["false", false],
  ["1::int2", 1],
  ["-5::int4", -5],
  ["9007199254740991::int8", 9007199254740991],
  ["9007199254740993::int8", 9007199254740993n],
  ["count(*)", 1],
  ["1.5::float8", 1.5],
  ["'NaN'::float8", Number.NaN],
  ["12345678901234567890.10::numeric", "12345678901234567890.10"],
  ["'a'::text", "a"],
  ["'true'::varchar", "true"],
  [`'${id}'::uuid`, id],
  ["'2026-02-03 04:05:06.789+00'::timestamptz", at],
  ["'2026-02-03 06:05:06.789+02'::timestamptz", at],
  ["'0001-02-03 00:00:00+00'::timestamptz", new Date("0001-02-03T00:00:00Z")],
  ["'2026-02-03 04:05:06'::timestamp", "2026-02-03 04:05:06"],
  ["'2026-02-03'::date", "2026-02-03"],
  ["interval '90 seconds'", "00:01:30"],
  [`'{"a": [1, "2", null]}'::jsonb`, { a: [1, "2", null] }],
  [`'"text"'::jsonb`, "text"],
  ["'null'::jsonb", null],
  ["'7'::json", 7],
  ["'\\x00ff10'::bytea", new Uint8Array([0, 255, 16])],
  ["array['a', null, 'null', '', 'x,\"{y}\\z']", ["a", null, "null", "", 'x,"{y}\\z']],
  ["'{}'::text[]", []],
  [
    "array[[1,2],[3,4]]",
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ["'[0:1]={5,6}'::int[]", [5, 6]],
  [`array['{"a":1}']::jsonb[]`, [{ a: 1 }]],
  ["array['2026-02-03 04:05:06.789+00']::timestamptz[]", [at]],
  [`array['${id}']::uuid[]`, [id]],
  ["array[true, false]", [true, false]],
];

/** [JavaScript value, cast, what comes back]. */
const PARAMETERS: [value: unknown, type: string, back: unknown][] = [
  ["it's", "text", "it's"],
  [true, "bool", true],
  [5, "int4", 5],
  [5n, "int8", 5],
  [1.25, "float8", 1.25],
  ["0.10", "numeric", "0.10"],
  [at, "timestamptz", at],
  [null, "text", null],
  [{ a: "b" }, "jsonb", { a: "b" }],
  ['"text"', "jsonb", "text"],
  [new Uint8Array([1, 0, 254]), "bytea", new Uint8Array([1, 0, 254])],
  [["a", null, 'b"\\,{}'], "text[]", ["a", null, 'b"\\,{}']],
  // JSON would escape the first three with letters, and looks as if it did in the last.
  [["a\nb", "\t", "\u0001", "\\n"], "text[]", ["a\nb", "\t", "\u0001", "\\n"]],
  [[1, 2], "int[]", [1, 2]],
  [[[1], [2]], "int[]", [[1], [2]]],
  [[at], "timestamptz[]", [at]],
  [[{ a: 1 }], "jsonb[]", [{ a: 1 }]],
  [[], "text[]", []],
];

const things = pgTable("things", {
  id: uuid().primaryKey(),
  name: text().notNull(),
  labels: text().array().notNull(),
  size: bigint({ mode: "number" }).notNull(),
  rank: integer(),
  price: numeric().notNull(),
  ready: boolean().notNull(),
  value: jsonb(),
  day: date().notNull(),
  madeAt: timestamp({ withTimezone: true }).notNull(),
  hash: customType<{ data: Uint8Array }>({ dataType: () => "bytea" })().notNull(),
});

describeOnDatabases("values", (open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    await database.orm.execute(sql`create table things (id uuid primary key, name text not null,
      labels text[] not null, size int8 not null, rank int, price numeric not null,
      ready bool not null, value jsonb, day date not null, "madeAt" timestamptz not null,
      hash bytea not null)`);
  });

  const read = async (expression: ReturnType<typeof sql>): Promise<unknown> => {
    const [row] = await database.orm.execute<{ value: unknown }>(
      sql`select ${expression} as value`,
    );
    return row?.value;
  };

  test.each(VALUES)("reads %s", async (expression, value) => {
    expect(await read(sql.raw(expression))).toEqual(value);
  });

  test.each(PARAMETERS)("writes %p as %s", async (value, type, back) => {
    expect(await read(sql`${sql.param(value)}::${sql.raw(type)}`)).toEqual(back);
  });

  test("any text survives in a parameter, an array and a document", async () => {
    const word = fc.string({ unit: "binary" }).filter((text) => !/\0|\p{Surrogate}/u.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1 }), async (words) => {
        const json = JSON.stringify(words);
        const [row] = await database.orm.execute(
          sql`select ${words[0]}::text as a, ${sql.param(words)}::text[] as b, ${json}::jsonb as c`,
        );
        expect(row).toEqual({ a: words[0], b: words, c: words });
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    [{ nested: [1, "2"] }],
    ["123"],
    ['{"looks":"like an object"}'],
    ['"quoted"'],
    [42],
    [true],
    [["a"]],
  ])("a typed row with the document %p comes back as it went", async (value) => {
    const thing = {
      id: crypto.randomUUID(),
      name: "null",
      labels: ["a", 'b,"c"'],
      size: 2 ** 40,
      rank: null,
      price: "10.00",
      ready: false,
      value,
      day: "2026-02-03",
      madeAt: at,
      hash: new Uint8Array([7, 0]),
    };
    const [inserted] = await database.orm.insert(things).values(thing).returning();
    expect(inserted).toEqual(thing);
  });

  test("a typed select decodes untyped expressions as well", async () => {
    const [row] = await database.orm
      .select({ latest: sql`'2026-02-03 04:05:06.789+00'::timestamptz`, total: sql`2::int8` })
      .from(sql`(values (1)) as one`);
    expect(row).toEqual({ latest: at, total: 2 });
  });
});
