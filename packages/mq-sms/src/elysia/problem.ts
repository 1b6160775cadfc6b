import { ValueErrorType } from "@sinclair/typebox/errors";
import type { FieldProblem, ProblemBody } from "./schemas.ts";

const titles = {
  400: "The request is not valid.",
  415: "The request body must be application/json.",
  422: "The message cannot be sent.",
  503: "The message cannot be sent now.",
} as const;

/** What one occurrence adds to the kind of problem; the caller reads all of it. */
export type ProblemDetail = Pick<ProblemBody, "detail" | "errors" | "retryAfterSeconds">;

/** An error reply after RFC 9457. */
export function problem(
  status: keyof typeof titles,
  code: string,
  detail: ProblemDetail = {},
): Response {
  const body: ProblemBody = {
    type: `urn:nx:problem:${code}`,
    title: titles[status],
    status,
    code,
    ...detail,
  };
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  const { retryAfterSeconds } = detail;
  if (retryAfterSeconds !== undefined) headers["retry-after"] = String(retryAfterSeconds);
  return new Response(JSON.stringify(body), { status, headers });
}

/** The errors of a TypeBox check that may leave the service: not the value, not the schema. */
interface SchemaError {
  readonly type: ValueErrorType;
  readonly path: string;
  readonly message: string;
}

/** Every field that is wrong, once: a missing field is also reported as one of the wrong type. */
export function toFieldProblems(errors: Iterable<SchemaError>): FieldProblem[] {
  const problems = new Map<string, FieldProblem>();
  for (const { type, path, message } of errors) {
    if (problems.size === mostProblems) break;
    const code = codes.get(type) ?? "wrong_type";
    if (!problems.has(path)) problems.set(path, { path, code, message });
  }
  return [...problems.values()];
}

/** A body made of garbage may hold thousands of errors; nobody reads past the first few. */
const mostProblems = 50;

const codes = new Map<ValueErrorType, string>([
  [ValueErrorType.ObjectRequiredProperty, "required"],
  [ValueErrorType.ObjectAdditionalProperties, "unknown_field"],
  [ValueErrorType.StringMinLength, "too_short"],
  [ValueErrorType.StringMaxLength, "too_long"],
  [ValueErrorType.StringPattern, "bad_format"],
  [ValueErrorType.Union, "not_allowed"],
]);
