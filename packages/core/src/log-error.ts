import { DatabaseUnavailable } from "./database/database.ts";
import { Problem } from "./problem.ts";

// Only these are known to put nothing of a request or a row into their message. A driver's message
// quotes the query and its values, a parser's quotes the input.
const ownErrors = [Problem, DatabaseUnavailable];
const deepestCause = 5;
const label = /^[\w.$-]{1,64}$/;

/** What is logged of an error: never the message of a foreign one. */
export interface LoggedError {
  readonly name: string;
  readonly code?: string;
  readonly message?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

// A stack begins with the message, which may itself hold lines that look like frames. Where the
// message cannot be found and cut off, because it was changed later, the whole stack is dropped.
const framesOf = (error: Error): string | undefined => {
  const stack = error.stack ?? "";
  const start = stack.indexOf(error.message);
  if (!/^[\w$. ]*:? ?$/.test(stack.slice(0, start))) return undefined;
  const frames = stack.slice(start + error.message.length).trimStart();
  return frames.startsWith("at ") ? frames : undefined;
};

/** Serializes whatever was thrown, with its causes. */
export const toLoggedError = (thrown: unknown, depth = 0): LoggedError => {
  if (!(thrown instanceof Error)) return { name: typeof thrown };
  const code = "code" in thrown ? thrown.code : undefined;
  const stack = framesOf(thrown);
  return {
    name: label.test(thrown.name) ? thrown.name : "Error",
    ...(typeof code === "string" && label.test(code) && { code }),
    ...(ownErrors.some((own) => thrown instanceof own) && { message: thrown.message }),
    ...(stack !== undefined && { stack }),
    ...(thrown.cause !== undefined &&
      depth < deepestCause && { cause: toLoggedError(thrown.cause, depth + 1) }),
  };
};
