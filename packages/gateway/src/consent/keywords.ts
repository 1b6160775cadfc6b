/** A message that somebody sent to us, as the reader of keywords sees it. */
export interface Said {
  readonly text: string;
  readonly from: string;
  readonly to: string;
}

/** What a keyword says. `language` is that of the word, for the answer. */
export interface Keyword {
  readonly kind: "opted_out" | "opted_in" | "help";
  /** As it stands in the list, never the whole text. */
  readonly keyword: string;
  readonly language: string;
}

/** Says whether a message is a keyword and nothing else. */
export type ReadConsent = (organizationId: string, said: Said) => Keyword | undefined;

/** A keyword that was received and, if it is about consent, has taken effect. */
export interface KeywordReceived extends Keyword {
  readonly inboundId: string;
  /** Account that it came through. */
  readonly account: string;
  readonly from: string;
  readonly to: string;
}
