import type { Reply } from "./http/listen.ts";
import type { Scenario } from "./scenario.ts";
import { untilAborted } from "./wait.ts";

type Played = readonly (Scenario | undefined)[];

/** The fault that keeps the gateway from looking at a request at all, if one is to be played. */
export function playBefore(
  played: Played,
): { scenario: Scenario["scenario"]; reply: Reply } | undefined {
  for (const scenario of played) {
    const reply = scenario && refusalOf(scenario);
    if (reply) return { scenario: scenario.scenario, reply };
  }
  return undefined;
}

function refusalOf({ scenario, retryAfter = 2 }: Scenario): Reply | undefined {
  const headers = retryAfter === null ? {} : { "retry-after": String(retryAfter) };
  switch (scenario) {
    case "reset-before-read":
      return "reset";
    case "http-500":
      return new Response("Internal Server Error", { status: 500 });
    case "http-429":
      return new Response("Too Many Requests", { status: 429, headers });
    case "http-503":
      return new Response("Service Unavailable", { status: 503, headers });
    default:
      return undefined;
  }
}

/** Whether the sender cannot read from the answer that the message was taken. */
export function spoilsAnswer({ scenario }: Scenario): boolean {
  return !["accept", "code", "slow"].includes(scenario);
}

/** An answer of a gateway before anything is spoilt. */
export interface Answer {
  status: number;
  /** The media type. */
  type: string;
  body: string;
  headers?: Record<string, string>;
}

/** An answer of JSON. */
export function jsonAnswer(value: unknown, status = 200): Answer {
  return { status, type: "application/json;charset=UTF-8", body: JSON.stringify(value) };
}

/** Sends the answer, or spoils it: the messages are taken and their sender cannot know. */
export async function playAfter(played: Played, answer: Answer, gone: AbortSignal): Promise<Reply> {
  for (const scenario of played) {
    switch (scenario?.scenario) {
      case "reset-after-read":
        return "reset";
      case "accept-then-timeout":
        await untilAborted(gone);
        return "reset";
      case "garbage":
        return toResponse({
          status: 200,
          type: "text/html",
          body: "<html><body>It works!</body></html>",
        });
      case "wrong-json":
        return toResponse(jsonAnswer({ result: "done" }, answer.status));
      case "truncated":
        return toResponse({ ...answer, body: answer.body.slice(0, answer.body.length / 2) });
    }
  }
  return toResponse(answer);
}

/** The answer as it goes over the wire. */
export function toResponse({ status, type, body, headers }: Answer): Response {
  return new Response(body, { status, headers: { "content-type": type, ...headers } });
}
