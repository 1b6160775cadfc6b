/**
 * Names one attempt of one message to a provider, which may give it back in its reports: the id's
 * 32 digits and the number, 34 characters of the 40 that every provider takes.
 */
export const attemptToken = (messageId: string, attempt: number): string =>
  `${messageId.replaceAll("-", "")}-${attempt}`;
