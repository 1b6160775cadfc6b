import { expect, test } from "bun:test";
import { Value } from "@sinclair/typebox/value";
import { coreProblems, defineProblems, Problem, ProblemBody, problemResponse } from "./problem.ts";

test.each(Object.entries(coreProblems))("%s answers as its schema says", async (code, type) => {
  const reply = problemResponse(new Problem(type), "r-1");
  const body: unknown = await reply.json();
  expect(reply.status).toBe(type.status);
  expect(reply.headers.get("content-type")).toBe("application/problem+json");
  expect(reply.headers.get("retry-after")).toBeNull();
  expect(Value.Check(ProblemBody, body)).toBe(true);
  expect(body).toEqual({
    type: `urn:nx:problem:${code}`,
    title: type.title,
    status: type.status,
    code,
    requestId: "r-1",
  });
});

test("an occurrence adds what it knows", async () => {
  const { otp_invalid } = defineProblems({ otp_invalid: { status: 400, title: "Not valid." } });
  const errors = [{ path: "/code", code: "too_long", message: "Too long." }];
  const options = { detail: "Ask for another.", errors, retryAfterSeconds: 0 };
  const reply = problemResponse(new Problem(otp_invalid, options));
  expect(reply.headers.get("retry-after")).toBe("0");
  expect(await reply.json()).toEqual({
    type: "urn:nx:problem:otp_invalid",
    title: "Not valid.",
    status: 400,
    code: "otp_invalid",
    ...options,
  });
});
