import { expect, test } from "bun:test";
import { splitStatements } from "./split-statements.ts";

test.each<[string, string, string[]]>([
  ["one statement", "select 1", ["select 1"]],
  ["several", "begin;\n select 1;\n\ncommit;\n", ["begin", "select 1", "commit"]],
  ["a string", "select ';', 'it''s;'; select 2", ["select ';', 'it''s;'", "select 2"]],
  ["an escape string", "select E'\\';'; select 2", ["select E'\\';'", "select 2"]],
  ["a backslash in a plain string", "select '\\'; select 2", ["select '\\'", "select 2"]],
  ["a quoted name", 'select 1 as "a;""b"; select 2', ['select 1 as "a;""b"', "select 2"]],
  ["a function body", "do $$ begin; end; $$; select 2", ["do $$ begin; end; $$", "select 2"]],
  ["a tagged body", "do $a$ $$;$$ ; $a$; select 2", ["do $a$ $$;$$ ; $a$", "select 2"]],
  ["placeholders", "select $1;select $2", ["select $1", "select $2"]],
  ["comments", "-- a;'\nselect 1; /* ; */ -- end", ["-- a;'\nselect 1"]],
])("%s", (_, script, statements) => {
  expect(splitStatements(script)).toEqual(statements);
});
