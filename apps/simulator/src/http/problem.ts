/** One field of a request that cannot be taken. */
export interface FieldProblem {
  path: string;
  code: "unknown" | "missing" | "invalid";
  message: string;
}

/** An RFC 9457 problem document that names fields and echoes no value. */
export function problem(status: number, title: string, errors: FieldProblem[] = []): Response {
  const body = { type: "about:blank", title, status, ...(errors.length > 0 ? { errors } : {}) };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json" },
  });
}
