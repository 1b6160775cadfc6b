import { describe, expect, test } from "bun:test";
import { type Candidate, type Judgement, judgeReply } from "./judge-reply.ts";
import { keyOf, keysIn, wordsOf } from "./read-reply.ts";
import { makeRequestId } from "./request-id.ts";

const at = new Date("2026-01-01T10:00:00Z");
const candidate = (changes: Partial<Candidate> = {}): Candidate => ({
  expectationId: "e1",
  requestKey: "WR12345",
  answers: ["APPROVE", "REJECT"],
  status: "open",
  expiresAt: new Date("2026-01-01T11:00:00Z"),
  isAsked: true,
  isSameNumber: true,
  answered: null,
  ...changes,
});
const other = candidate({ expectationId: "e2", requestKey: "WR12346" });
const late = { expiresAt: at };

/** A judgement in one word or two. */
const short = (judgement: Judgement | undefined): string => {
  if (judgement === undefined) return "none";
  if (judgement.kind === "repeated") return "repeated";
  const about = judgement.expectationId ?? "-";
  if (judgement.kind === "answer") return `${about} ${judgement.answer}`;
  return `${judgement.reason} ${about}`;
};
const judge = (text: string, ...candidates: Candidate[]) => short(judgeReply(text, at, candidates));

describe("a reply that names the request", () => {
  test.each([
    ["APPROVE WR-12345", "e1 APPROVE"],
    ["approve wr12345", "e1 APPROVE"],
    ["Approve: WR 12345.", "e1 APPROVE"],
    ["  WR-12345\n\nreject!! ", "e1 REJECT"],
    ["APROVE WR-12345", "e1 APPROVE"],
    ["APPORVE WR-12345", "e1 APPROVE"],
    ["APPROVED WR-12345", "e1 APPROVE"],
    ["Approve approve WR-12345", "e1 APPROVE"],
    ["APRVE WR-12345", "unclear e1"],
    ["do not approve WR-12345", "unclear e1"],
    ["APPROVE or REJECT WR-12345?", "unclear e1"],
    ["What is WR-12345?", "unclear e1"],
    // Never a typo in the id: that is another request.
    ["APPROVE WR-12344", "unclear e1"],
    ["hello", "none"],
    ["", "none"],
  ])("%p is %s", (text, judged) => {
    expect(judge(text, candidate())).toBe(judged);
  });

  test("beside another open one is about the one that it names", () => {
    expect(judge("APPROVE WR-12346", candidate(), other)).toBe("e2 APPROVE");
    expect(judge("APPROVE WR-12346", candidate(), { ...other, isSameNumber: false })).toBe(
      "e2 APPROVE",
    );
    expect(judge("APPROVE WR-12345 WR-12346", candidate(), other)).toBe("ambiguous -");
  });

  test("by somebody who was not asked is a stranger's, if it is an answer", () => {
    const stranger = candidate({ isAsked: false });
    expect(judge("APPROVE WR-12345", stranger)).toBe("stranger e1");
    expect(judge("I have a question about WR-12345", stranger)).toBe("none");
  });

  test("after its time is late, unless it was said before", () => {
    expect(judge("APPROVE WR-12345", candidate(late))).toBe("expired e1");
    expect(judge("APPROVE WR-12345", candidate({ ...late, answered: "APPROVE" }))).toBe("repeated");
  });

  test("counts once, and otherwise than before is for a person to decide", () => {
    expect(judge("APPROVE WR-12345", candidate({ answered: "APPROVE" }))).toBe("repeated");
    expect(judge("REJECT WR-12345", candidate({ answered: "APPROVE" }))).toBe("changed e1");
  });
});

describe("a reply that names nothing", () => {
  test("is about the only open one, and never the first of several", () => {
    expect(judge("approve", candidate())).toBe("e1 APPROVE");
    expect(judge("approve", candidate(), other)).toBe("ambiguous -");
    expect(judge("approve", candidate(), { ...other, answers: ["YES"] })).toBe("ambiguous -");
    expect(judge("approve", candidate(), { ...other, ...late })).toBe("e1 APPROVE");
    expect(judge("approve", candidate(), { ...other, isAsked: false })).toBe("e1 APPROVE");
    expect(judge("approve", candidate({ isSameNumber: false }))).toBe("none");
    expect(judge("approve")).toBe("none");
  });

  test("is kept for one that is decided, where none is open", () => {
    const decided = candidate({ status: "approved" });
    expect(judge("approve", decided)).toBe("e1 APPROVE");
    expect(judge("approve", decided, other)).toBe("e2 APPROVE");
  });

  test("is late where all are over", () => {
    expect(judge("approve", candidate(late))).toBe("expired e1");
    expect(judge("approve", candidate(late), { ...other, ...late })).toBe("expired -");
  });

  test("is no answer unless all of it is", () => {
    expect(judge("I do not approve", candidate())).toBe("unclear e1");
    expect(judge("when do you open?", candidate())).toBe("none");
  });
});

test("short words have no typos, and a word between two answers is neither", () => {
  expect(judge("yet", candidate({ answers: ["YES"] }))).toBe("none");
  expect(judge("yes", candidate({ answers: ["YES"] }))).toBe("e1 YES");
  expect(judge("GANT", candidate({ answers: ["GRANT", "GIANT"] }))).toBe("none");
  expect(judge("Đồng-ý".replace("-", ""), candidate({ answers: ["DONGY"] }))).toBe("e1 DONGY");
});

test("request ids are found however they are spaced, and made ones are too", () => {
  expect(keysIn(wordsOf("ok wr - 12 345"))).toContain(keyOf("WR-12345"));
  for (let n = 0; n < 200; n += 1) {
    const made = makeRequestId();
    expect(made).toMatch(/^RQ-[34679][34679ACDEFGHJKMNPQRTUVWXY]{5}$/);
    expect(keysIn(wordsOf(`approve ${made.toLowerCase()}`))).toContain(keyOf(made));
  }
});
