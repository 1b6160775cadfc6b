/**
 * The one mapping between JavaScript values and PostgreSQL's text format. Both drivers are used
 * without their own, so that a query answers the same values on either.
 */

/** The answer to one statement, its values still in PostgreSQL's text format. */
export interface Result {
  readonly columns: readonly { readonly name: string; readonly type: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** The command that ran, e.g. "INSERT"; a COMMIT of a failed transaction answers "ROLLBACK". */
  readonly command: string;
}

/** A parameter in text format. Objects become JSON, arrays become SQL arrays (not JSON). */
export function encodeParameter(value: unknown): string | null {
  if (value === null) return null;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
    return String(value);
  }
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${value.toHex()}`;
  if (Array.isArray(value)) return encodeByJson(value) ?? `{${value.map(encodeElement).join(",")}}`;
  if (typeof value === "object") return JSON.stringify(value);
  throw new TypeError(`A query parameter cannot be ${typeof value}`);
}

/**
 * An array of texts, numbers and nulls, as nearly all are: JSON writes them many times faster than we do,
 * and the same but for its brackets and for what it escapes with letters. Those are left to the slow way.
 */
function encodeByJson(values: readonly unknown[]): string | undefined {
  if (!values.every(isSameInJson)) return undefined;
  const json = JSON.stringify(values);
  return /\\[^"\\]/.test(json) ? undefined : `{${json.slice(1, -1)}}`;
}

const isSameInJson = (value: unknown): boolean =>
  typeof value === "string" || value === null || Number.isFinite(value);

function encodeElement(value: unknown): string {
  const text = encodeParameter(value);
  if (text === null) return "NULL";
  if (Array.isArray(value)) return text;
  return /["\\]/.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : `"${text}"`;
}

type Decode = (text: string) => unknown;

const decodeInt8: Decode = (text) => {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
};
// Sessions run in UTC, so the offset is always "+00".
const decodeInstant: Decode = (text) => new Date(`${text.slice(0, -3).replace(" ", "T")}Z`);
const asText: Decode = (text) => text;

/** OIDs are fixed in PostgreSQL's pg_type.dat: [type, its array type, decoder]. */
const TYPES: readonly (readonly [type: number, array: number, decode: Decode])[] = [
  [16, 1000, (text) => text === "t"], // bool
  [17, 1001, (text) => Uint8Array.fromHex(text.slice(2))], // bytea
  [20, 1016, decodeInt8], // int8
  [21, 1005, Number], // int2
  [23, 1007, Number], // int4
  [26, 1028, Number], // oid
  [700, 1021, Number], // float4
  [701, 1022, Number], // float8
  [114, 199, (text) => JSON.parse(text)], // json
  [3802, 3807, (text) => JSON.parse(text)], // jsonb
  [1184, 1185, decodeInstant], // timestamptz
  [18, 1002, asText], // char
  [19, 1003, asText], // name
  [25, 1009, asText], // text
  [1042, 1014, asText], // bpchar
  [1043, 1015, asText], // varchar
  [1082, 1182, asText], // date
  [1083, 1183, asText], // time
  [1114, 1115, asText], // timestamp
  [1186, 1187, asText], // interval
  [1700, 1231, asText], // numeric
  [2950, 2951, asText], // uuid
];

const decoders = new Map<number, Decode>(
  TYPES.flatMap(([type, array, decode]): [number, Decode][] => [
    [type, decode],
    [array, (text) => decodeArray(text, decode)],
  ]),
);

/** A value from its text format and type OID; types not listed (enums, ranges …) stay text. */
export function decodeValue(text: string | null, type: number): unknown {
  return text === null ? null : (decoders.get(type) ?? asText)(text);
}

function decodeArray(text: string, decode: Decode): unknown[] {
  const tokens = text.slice(text.indexOf("{")).matchAll(/"((?:[^"\\]|\\.)*)"|([{}])|([^{},"]+)/gs);
  const root: unknown[] = [];
  const open: unknown[][] = [root];
  for (const [, quoted, brace, plain] of tokens) {
    const array = open.at(-1) ?? root;
    if (brace === "}") open.pop();
    else if (brace === "{") {
      const nested: unknown[] = [];
      array.push(nested);
      open.push(nested);
    } else if (plain === "NULL") array.push(null);
    else array.push(decode(quoted?.replace(/\\(.)/gs, "$1") ?? plain ?? ""));
  }
  const [outermost] = root;
  return Array.isArray(outermost) ? outermost : [];
}
