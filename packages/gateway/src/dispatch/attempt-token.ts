/**
 * Names one attempt of one message to a provider, which may give it back in its reports: the id's
 * 32 digits and the number, 34 characters of the 40 that every provider takes.
 */
export const attemptToken = (messageId: string, attempt: number): string =>
  `${messageId.slice(0, 8)}${messageId.slice(9, 13)}${messageId.slice(14, 18)}${messageId.slice(19, 23)}${messageId.slice(24)}-${attempt}`;
