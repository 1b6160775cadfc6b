import { answerIn, keysIn, mentionsAnswer, wordsBeside, wordsOf } from "./read-reply.ts";
import type { ExpectationStatus, QuarantineReason } from "./schemas.ts";

/** An expectation that a reply may be about. */
export interface Candidate {
  readonly expectationId: string;
  readonly requestKey: string;
  readonly answers: readonly string[];
  readonly status: ExpectationStatus;
  readonly expiresAt: Date;
  /** The one who replies was asked. */
  readonly isAsked: boolean;
  /** The reply came to the number that asked. */
  readonly isSameNumber: boolean;
  /** What they answered before. */
  readonly answered: string | null;
}

/** What a reply is. */
export type Judgement =
  | { readonly kind: "answer"; readonly expectationId: string; readonly answer: string }
  /** They said so before. */
  | { readonly kind: "repeated" }
  | {
      readonly kind: "quarantined";
      readonly reason: QuarantineReason;
      readonly expectationId?: string;
      readonly answer?: string;
    };

/**
 * What a reply is an answer to: what it names by its request id, or else the one question that is
 * open to this person from this number; never the first of several. Undefined where it is none.
 */
export function judgeReply(
  text: string,
  receivedAt: Date,
  candidates: readonly Candidate[],
): Judgement | undefined {
  const words = wordsOf(text);
  const keys = new Set(keysIn(words));
  const [named, ...others] = candidates.filter(({ requestKey }) => keys.has(requestKey));
  if (others.length > 0) return { kind: "quarantined", reason: "ambiguous" };
  if (named !== undefined)
    return judgeAnswer(
      named,
      answerIn(wordsBeside(words, named.requestKey), named.answers),
      receivedAt,
    );

  const mine = candidates.filter(({ isAsked, isSameNumber }) => isAsked && isSameNumber);
  if (!mine.some(({ answers }) => mentionsAnswer(words, answers))) return undefined;
  const inTime = mine.filter(({ expiresAt }) => receivedAt < expiresAt);
  const open = inTime.filter(({ status }) => status === "open");
  // With no question left open, an answer to the one that is decided is still worth keeping.
  const possible = open.length > 0 ? open : inTime.length > 0 ? inTime : mine;
  const [only, ...more] = possible;
  if (only === undefined || more.length > 0)
    return { kind: "quarantined", reason: inTime.length > 0 ? "ambiguous" : "expired" };
  return judgeAnswer(only, answerIn(words, only.answers), receivedAt);
}

function judgeAnswer(
  { expectationId, isAsked, answered, expiresAt }: Candidate,
  answer: string | undefined,
  receivedAt: Date,
): Judgement | undefined {
  const quarantined = (reason: QuarantineReason): Judgement => ({
    ...{ kind: "quarantined", reason, expectationId },
    ...(answer !== undefined && { answer }),
  });
  // Others may write of the same thing, and mean nothing by it.
  if (!isAsked) return answer === undefined ? undefined : quarantined("stranger");
  if (answer === undefined) return quarantined("unclear");
  if (answered === answer) return { kind: "repeated" };
  if (receivedAt >= expiresAt) return quarantined("expired");
  if (answered !== null) return quarantined("changed");
  return { kind: "answer", expectationId, answer };
}
