import type { CallbackRequest } from "./request.ts";

/** A field of a callback and its value, in the order in which they came. */
export type Field = readonly [name: string, value: string];

/** The fields of the URL's query; none where the URL is none. */
export function queryFields({ url }: Pick<CallbackRequest, "url">): Field[] {
  return URL.canParse(url) ? [...new URL(url).searchParams] : [];
}

/** The fields of a form body. Bytes that are no UTF-8 become U+FFFD, and so match no signature. */
export const formFields = ({ body }: Pick<CallbackRequest, "body">): Field[] => [
  ...new URLSearchParams(new TextDecoder().decode(body)),
];

/** The body as JSON; `undefined` for what is none. */
export function jsonBody({ body }: Pick<CallbackRequest, "body">): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** `application/json` of `application/json; charset=utf-8`; lower case. */
export const mediaType = ({ headers }: Pick<CallbackRequest, "headers">): string =>
  (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

/** Fields as a record; of a name that came more than once, the first value. */
export function firstValues(fields: readonly Field[]): Readonly<Record<string, string>> {
  const record: Record<string, string> = Object.create(null);
  for (const [name, value] of fields) record[name] ??= value;
  return record;
}
