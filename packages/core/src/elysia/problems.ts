import { Elysia, ParseError, ValidationError } from "elysia";
import { DatabaseUnavailable } from "../database/database.ts";
import type { Logger } from "../logger.ts";
import { coreProblems, Problem, problemResponse } from "../problem.ts";
import { toFieldProblems } from "../validation.ts";
import { requestIdOf } from "./request-id.ts";

const databaseRetryAfterSeconds = 2;

/**
 * Answers every error of the app as `application/problem+json`. A failed validation lists its
 * fields and repeats no value; whatever is not known to be fit for the caller is a 500 with a fixed
 * text, and is logged by its class.
 */
export const problems = ({ logger }: { logger: Logger }) =>
  new Elysia({ name: "nx-problems" }).onError({ as: "global" }, (context) => {
    const { error, code, set, request, route } = context;
    const problem = toProblem(error, code, { ...context.params, ...context.query });
    const requestId = requestIdOf(set) || undefined;
    if (problem.status >= 500) {
      const line = {
        errorCode: problem.code,
        status: problem.status,
        method: request.method,
        ...(requestId && { requestId }),
        ...(route && { route }),
      };
      // A problem that somebody decided on needs no stack: it may be the answer to a flood.
      if (error instanceof Problem) logger.warn({ event: "http.unavailable", ...line });
      else logger.error({ event: "http.failed", ...line, error });
    }
    return problemResponse(problem, requestId);
  });

const toProblem = (error: unknown, code: string | number, inputs: object): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof DatabaseUnavailable) {
    return new Problem(coreProblems.database_unavailable, {
      retryAfterSeconds: databaseRetryAfterSeconds,
    });
  }
  if (error instanceof ParseError) {
    // What a parser threw arrives wrapped.
    if (error.cause instanceof Problem) return error.cause;
    return new Problem(coreProblems.invalid_request, { detail: "The body cannot be read." });
  }
  // A reply that does not fit its own schema is our fault, not the caller's.
  if (error instanceof ValidationError && error.type !== "response") {
    return new Problem(coreProblems.invalid_request, {
      errors: toFieldProblems(errorsOf(error, inputs)),
    });
  }
  if (code === "NOT_FOUND") return new Problem(coreProblems.not_found);
  if (code === "INVALID_COOKIE_SIGNATURE") return new Problem(coreProblems.unauthorized);
  if (code === "INVALID_FILE_TYPE") return new Problem(coreProblems.unsupported_media_type);
  return new Problem(coreProblems.internal);
};

const errorsOf = (error: ValidationError, inputs: object) =>
  error.all.map((found) => ({
    type: "type" in found ? found.type : -1,
    path: found.path || pathOf(error.value, inputs),
    message: "type" in found ? found.message : "The value is not accepted",
    ...("schema" in found && { schema: found.schema }),
    ...("errors" in found && { errors: found.errors, value: found.value }),
  }));

// A number out of its bounds in a path or a query is reported by Elysia without the name of its
// field, so it is looked up: the one input that reads as this number.
const pathOf = (value: unknown, inputs: object): string => {
  const [name, ...others] = Object.entries(inputs)
    .filter(([, text]) => typeof value === "number" && Number(text) === value)
    .map(([key]) => key);
  return name !== undefined && others.length === 0 ? `/${name}` : "";
};
