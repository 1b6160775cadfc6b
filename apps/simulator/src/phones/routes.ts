import { Type } from "@sinclair/typebox";
import type { Call } from "../http/listen.ts";
import { problem } from "../http/problem.ts";
import { check, parseJson } from "../http/read-body.ts";
import type { Routes } from "../http/router.ts";
import { toE164 } from "../number.ts";
import type { Phones } from "./phones.ts";

/** Nothing but the page's own files: a text message must never become a script. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const Answer = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 1600 }),
    /** Whom to answer, as `from` has it; without it the sender of the newest message. */
    to: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  },
  { additionalProperties: false },
);

/** The page of the phones, its live stream, and the messages of each phone as JSON. */
export function phoneRoutes(phones: Phones): Routes {
  return {
    "GET /": () => new Response(null, { status: 302, headers: { location: "/phones" } }),
    "GET /phones": () => file("index.html", "text/html;charset=utf-8"),
    "GET /phones/app.js": () => file("app.js", "text/javascript;charset=utf-8"),
    "GET /phones/app.css": () => file("app.css", "text/css;charset=utf-8"),
    "GET /phones/icon.svg": () => file("icon.svg", "image/svg+xml"),
    "GET /phones/stream": () => stream(phones),
    "GET /phones/:number/messages": withNumber((number) => Response.json(phones.messages(number))),
    "DELETE /phones/:number/messages": withNumber((number) => {
      phones.clear(number);
      return new Response(null, { status: 204 });
    }),
    "POST /phones/:number/reply": withNumber(async (number, call) => {
      const checked = check(Answer, parseJson(await call.readText()));
      if (!checked.ok) return problem(400, "The request is not valid.", checked.errors);
      const taken = phones.reply(number, checked.value.text, checked.value.to);
      return taken
        ? Response.json(taken, { status: 202 })
        : problem(409, "Nobody takes an answer to this.");
    }),
  };
}

function file(name: string, type: string): Response {
  return new Response(Bun.file(new URL(`./page/${name}`, import.meta.url)), {
    headers: {
      "content-type": type,
      "cache-control": "no-cache",
      "content-security-policy": contentSecurityPolicy,
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
  });
}

function withNumber(
  answer: (number: string, call: Call) => Response | Promise<Response>,
): (call: Call) => Response | Promise<Response> {
  return (call) => {
    const number = toE164(call.params["number"] ?? "");
    if (number) return answer(number, call);
    const error = { path: "number", code: "invalid", message: "Expected a phone number" } as const;
    return problem(400, "This is no phone number.", [error]);
  };
}

/** Server-sent events: first `phones` with every phone's last message, then each event as it is. */
function stream(phones: Phones): Response {
  const encoder = new TextEncoder();
  let unsubscribe = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (event: string, data: unknown) =>
        controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
      send("phones", phones.list());
      unsubscribe = phones.subscribe((event) => send(event.type, event));
    },
    cancel: () => unsubscribe(),
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}
