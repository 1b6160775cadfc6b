import { type Static, Type } from "@sinclair/typebox";
import { FieldProblem } from "./validation.ts";

/** A kind of problem: its HTTP status, and a sentence that is the same every time. */
export interface ProblemType {
  /** Stable, for programs to decide by. */
  readonly code: string;
  readonly status: number;
  readonly title: string;
}

/**
 * A package's part of the catalogue, by code:
 * `defineProblems({ otp_invalid: { status: 400, title: "The code is not valid." } })`.
 */
export function defineProblems<Code extends string>(
  types: Record<Code, Omit<ProblemType, "code">>,
): Readonly<Record<Code, ProblemType>>;
export function defineProblems(types: Record<string, Omit<ProblemType, "code">>) {
  return Object.fromEntries(Object.entries(types).map(([code, type]) => [code, { code, ...type }]));
}

/** The problems that any part of the system may answer with. */
export const coreProblems = defineProblems({
  invalid_request: { status: 400, title: "The request is not valid." },
  unauthorized: { status: 401, title: "Valid credentials are required." },
  forbidden: { status: 403, title: "The credentials do not allow this." },
  not_found: { status: 404, title: "There is nothing at this address." },
  conflict: { status: 409, title: "The request conflicts with the present state." },
  payload_too_large: { status: 413, title: "The request body is too large." },
  unsupported_media_type: { status: 415, title: "The request body must be application/json." },
  limit_exceeded: { status: 429, title: "Too many requests." },
  internal: { status: 500, title: "Something failed on our side." },
  busy: { status: 503, title: "The service is busy." },
  database_unavailable: { status: 503, title: "The database cannot be reached." },
});

/** The body of every error reply, after RFC 9457. */
export const ProblemBody = Type.Object(
  {
    type: Type.String({ description: "`urn:nx:problem:` and the code." }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: "Stable code to decide by." }),
    detail: Type.Optional(Type.String()),
    scope: Type.Optional(Type.String({ description: "Whose limit refused." })),
    errors: Type.Optional(Type.Array(FieldProblem)),
    requestId: Type.Optional(Type.String({ description: "To be named when asking for help." })),
    retryAfterSeconds: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false },
);
export type ProblemBody = Static<typeof ProblemBody>;

/** What one occurrence adds to its kind. Everything here is read by the caller: nothing secret. */
export interface ProblemOptions {
  readonly detail?: string;
  /** Whose limit refused. */
  readonly scope?: string;
  readonly errors?: readonly FieldProblem[];
  /** Also sent as the header `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

/** Thrown by a controller to end a request; the domain below returns values instead. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: string;
  readonly status: number;

  constructor(
    readonly type: ProblemType,
    readonly options: ProblemOptions = {},
  ) {
    super(type.title);
    this.code = type.code;
    this.status = type.status;
  }
}

/** The problem as the body of a reply. */
export const toProblemBody = (problem: Problem, requestId?: string): ProblemBody => {
  const { detail, scope, errors, retryAfterSeconds } = problem.options;
  return {
    type: `urn:nx:problem:${problem.code}`,
    title: problem.type.title,
    status: problem.status,
    code: problem.code,
    ...(detail !== undefined && { detail }),
    ...(scope !== undefined && { scope }),
    ...(errors !== undefined && { errors: [...errors] }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
};

/** The problem as a whole reply, `application/problem+json`. */
export const problemResponse = (problem: Problem, requestId?: string): Response => {
  const { retryAfterSeconds } = problem.options;
  return new Response(JSON.stringify(toProblemBody(problem, requestId)), {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      // RFC 9110 section 15.5.2: a 401 names the scheme that would open.
      ...(problem.status === 401 && { "www-authenticate": "Bearer" }),
      ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
    },
  });
};
