import { Elysia } from "elysia";
import { coreProblems, Problem } from "../problem.ts";
import { findJsonProblem } from "./json-rules.ts";
import { readBody } from "./read-body.ts";

const json = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/**
 * Bodies are JSON or refused: the content type must say so (a form, which any web page may send
 * with the user's cookies, is 415), at most `maxBytes` (64 KiB) are read, and the text must be
 * UTF-8, well-formed, not nested deeper than 20 and free of control characters.
 *
 * Holds for the routes of the instance that it is mounted on and those below, mounted after it.
 * The outermost app needs `normalize: false`: else Elysia drops unknown fields without a word,
 * whatever the schema and the inner instances say.
 */
export const strictJson = ({ maxBytes = 65_536 } = {}) =>
  new Elysia().onParse({ as: "scoped" }, async ({ request }) => {
    const type = request.headers.get("content-type");
    if (type === null && !hasBody(request)) return undefined;
    if (type === null || !json.test(type)) throw new Problem(coreProblems.unsupported_media_type);

    const bytes = await readBody(request, maxBytes);
    if (!bytes) throw new Problem(coreProblems.payload_too_large);
    // A client that always names its content type, on a request without a body.
    if (bytes.byteLength === 0) return undefined;
    const parsed = parse(bytes);
    if (!parsed)
      throw new Problem(coreProblems.invalid_request, { detail: "The body is not JSON." });
    const problem = findJsonProblem(parsed.value);
    if (problem) throw new Problem(coreProblems.invalid_request, { errors: [problem] });
    return parsed.value;
  });

const hasBody = (request: Request): boolean => {
  const declared = request.headers.get("content-length");
  return declared === null ? request.body !== null : declared !== "0";
};

const utf8 = new TextDecoder("utf-8", { fatal: true });

const parse = (bytes: Uint8Array): { value: unknown } | undefined => {
  try {
    return { value: JSON.parse(utf8.decode(bytes)) };
  } catch {
    // The parser's own message quotes the text.
    return undefined;
  }
};
