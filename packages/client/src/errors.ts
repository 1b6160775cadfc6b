/** What the platform answered instead: `code` is stable, to decide by. Holds nothing of the request. */
export class SmsApiError extends Error {
  override readonly name = "SmsApiError";

  constructor(
    readonly status: number,
    /** `unreadable_reply` where something between answered, and not the platform. */
    readonly code: string,
    title: string,
    /** To be named when asking for help. */
    readonly requestId: string | undefined,
    readonly fields: readonly FieldError[] = [],
  ) {
    super(`${title} (${code})`);
  }
}

/** A field that was refused. */
export interface FieldError {
  /** JSON pointer. */
  readonly path: string;
  readonly code: string;
}

/** The error that a reply tells of. */
export const errorOf = ({ status, headers }: Response, body: unknown): SmsApiError => {
  const code = textIn(body, "code") ?? "unreadable_reply";
  const title = textIn(body, "title") ?? `The reply was ${status}.`;
  const requestId = textIn(body, "requestId") ?? headers.get("x-request-id") ?? undefined;
  return new SmsApiError(status, code, title, requestId, fieldsOf(valueIn(body, "errors")));
};

const valueIn = (body: unknown, name: string): unknown =>
  typeof body === "object" && body !== null
    ? Object.entries(body).find(([key]) => key === name)?.[1]
    : undefined;

const textIn = (body: unknown, name: string): string | undefined => {
  const value = valueIn(body, name);
  return typeof value === "string" ? value : undefined;
};

const fieldsOf = (errors: unknown): FieldError[] =>
  Array.isArray(errors)
    ? errors.map((each) => ({ path: textIn(each, "path") ?? "", code: textIn(each, "code") ?? "" }))
    : [];
