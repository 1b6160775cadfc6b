import { expect, test } from "bun:test";
import { firstValues, formFields, jsonBody, mediaType, queryFields } from "./fields.ts";

const bytes = (text: string) => ({ body: new TextEncoder().encode(text) });

test.each([
  [
    "https://a.example/x?a=1&b=%2B84&a=2",
    [
      ["a", "1"],
      ["b", "+84"],
      ["a", "2"],
    ],
  ],
  ["https://a.example/x", []],
  ["/no/host?a=1", []],
  ["", []],
])("the query of %p", (url, fields) => {
  expect(queryFields({ url })).toEqual(fields.map(([name = "", value = ""]) => [name, value]));
});

test("a form keeps order and repeated names", () => {
  expect(formFields(bytes("To=%2B84+9&From=&To=2&novalue"))).toEqual([
    ["To", "+84 9"],
    ["From", ""],
    ["To", "2"],
    ["novalue", ""],
  ]);
  expect(formFields({ body: new Uint8Array([97, 61, 255]) })).toEqual([["a", "\ufffd"]]);
});

test("JSON that is none, or no UTF-8, is undefined", () => {
  expect(jsonBody(bytes('{"a":[1]}'))).toEqual({ a: [1] });
  expect(jsonBody(bytes("{"))).toBeUndefined();
  expect(jsonBody({ body: new Uint8Array([34, 255, 34]) })).toBeUndefined();
});

test("of a repeated name the first value counts, and no name is special", () => {
  const record = firstValues([
    ["id", "1"],
    ["id", "2"],
    ["__proto__", "x"],
    ["constructor", "y"],
  ]);
  expect(Object.entries(record)).toEqual([
    ["id", "1"],
    ["__proto__", "x"],
    ["constructor", "y"],
  ]);
  expect(record["toString"]).toBeUndefined();
});

test.each([
  ["application/json; charset=utf-8", "application/json"],
  [" Application/JSON", "application/json"],
  ["", ""],
])("the media type of %p", (header, type) => {
  expect(mediaType({ headers: new Headers({ "content-type": header }) })).toBe(type);
  expect(mediaType({ headers: new Headers() })).toBe("");
});
