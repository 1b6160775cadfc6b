import { stripVietnamese } from "mq-sms";

/** A text as keywords are compared: no accents, capitals, single spaces, nothing around it. */
export const fold = (text: string): string =>
  stripVietnamese(text).toUpperCase().replace(/\s+/g, " ").trim();
