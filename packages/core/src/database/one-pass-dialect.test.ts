import { describe, expect, test } from "bun:test";
import { eq, type SQL, sql } from "drizzle-orm";
import { integer, jsonb, PgDialect, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import fc from "fast-check";
import { OnePassDialect } from "./one-pass-dialect.ts";

const things = pgTable("things", { id: integer(), name: text(), at: timestamp(), more: jsonb() });

const theirs = new PgDialect();
const ours = new OnePassDialect();

function expectSame(statement: SQL): void {
  const { sql, params } = theirs.sqlToQuery(statement);
  const written = ours.sqlToQuery(statement);
  expect({ sql: written.sql, params: written.params }).toEqual({ sql, params });
}

describe("a statement is written as drizzle writes it", () => {
  const statements: Readonly<Record<string, SQL>> = {
    empty: sql.empty(),
    "text alone": sql`select 1`,
    values: sql`select ${1}, ${"a"}, ${null}, ${true}, ${2n}`,
    "what is left out": sql`select 1${undefined} where ${sql`true${undefined}`}`,
    "a list, a date and an object as values": sql`select ${sql.param([1, 2])}::int[],
      ${sql.param(new Date(0))}, ${sql.param({ a: 1 })}, ${sql.param(null)}`,
    "pieces in pieces": sql`select ${sql`${1} + ${sql`${2}`}`} + ${sql.raw("now()")} + ${3}`,
    "a joined list": sql`values ${sql.join([sql`(${1})`, sql`(${2})`], sql`, `)}`,
    "a list of values": sql`select ${[1, 2, 3]}`,
    "a date as it is": sql`select ${new Date(0)}`,
    "a table and its columns": sql`select ${things.id} from ${things} where ${eq(things.name, "a")}`,
    "a name": sql`select ${sql.identifier('a"b')}`,
    "values with the encoder of a column": sql`select ${sql.param(new Date(0), things.at)},
      ${sql.param({ a: 1 }, things.more)}, ${sql.param(null, things.at)}`,
    "an encoder that answers a piece": sql`select ${sql.param(1, { mapToDriverValue: (n) => sql`f(${n})` })}`,
    placeholders: sql`select ${sql.placeholder("a")}, ${sql.param(sql.placeholder("b"), things.at)}`,
    "an aliased piece": sql`select ${sql`1`.as("one")}`,
    "values as text": sql`select ${1}, ${sql`${"a"}`}`.inlineParams(),
    "values as text further inside": sql`select ${2}, ${sql`${"a"}`.inlineParams()}, ${3}`,
  };
  for (const [name, statement] of Object.entries(statements))
    test(name, () => expectSame(statement));

  test("without drizzle, where it is made of text and values", () => {
    const plain = sql`select ${1} + ${sql`${sql.param([2])}`}${undefined}`;
    plain.toQuery = () => {
      throw new Error("Left to drizzle");
    };
    expect(ours.sqlToQuery(plain)).toEqual({ sql: "select $1 + $2", params: [1, [2]] });
  });

  test("whatever is in whatever", () => {
    const { pieces } = fc.letrec<{ piece: unknown; pieces: SQL }>((tie) => ({
      piece: fc.oneof(
        { depthSize: "small" },
        fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constantFrom(null, undefined)),
        fc.constantFrom(things, things.id, sql.identifier("x"), sql.raw("raw")),
        fc.array(fc.integer()).map((list) => sql.param(list)),
        fc.array(fc.integer()),
        tie("pieces"),
      ),
      pieces: fc
        .array(tie("piece"), { maxLength: 4 })
        .map((all) => sql.join(all.map((each) => sql`<${each}>`))),
    }));
    fc.assert(fc.property(pieces, expectSame));
  });
});
