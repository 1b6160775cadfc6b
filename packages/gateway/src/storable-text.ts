/**
 * What a provider says, as it can be stored: without NUL and lone surrogates, which no text of
 * PostgreSQL holds. Refused, it would come again and again, and with it whatever came at the same time.
 */
export const storableText = (text: string): string => text.replace(/[\0\p{Cs}]/gu, "\ufffd");
