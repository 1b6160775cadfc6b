import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { hashToken } from "./tables.ts";

const minute = 60_000;
/** A session ends when it was not used for so many milliseconds. */
export const idleMs = 30 * minute;
/** Its end is moved when it was last moved so long ago: not every request writes. */
export const idleStepMs = minute;
/** It ends so long after it began, however much it is used. */
export const absoluteMs = 12 * 60 * minute;
/** So long after signing in a person need not do it again for what is delicate. */
export const freshMs = 15 * minute;

/** 256 random bits; only their hash is stored. */
export const newSessionToken = (): string => randomBytes(32).toString("base64url");

/** A text that {@link newSessionToken} may have made. */
export const isSessionToken = (text: string): boolean => /^[\w-]{43}$/.test(text);

/**
 * What a page of ours sends in the header `X-CSRF-Token`. It follows from the session's token, so that
 * it needs no place of its own, and nobody can plant one beside another session.
 */
export const csrfTokenOf = (sessionToken: string): string =>
  createHmac("sha256", sessionToken).update("csrf:v1").digest("base64url");

/** Whether a page knew the token of this session. */
export const isCsrfToken = (given: string, sessionToken: string): boolean =>
  timingSafeEqual(Buffer.from(hashToken(given)), Buffer.from(hashToken(csrfTokenOf(sessionToken))));
