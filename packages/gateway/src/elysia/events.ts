import { problemReply } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { type EventPage, type EventType, eventTypes, StreamEvent } from "../events/schemas.ts";
import type { Gateway } from "../gateway.ts";
import { gatewayProblems } from "../problems.ts";
import { type GatewayControllerOptions, unwrap } from "./messages.ts";

/** After which a client comes back; by then another process may answer. */
const retryMs = 2000;

const anyType = eventTypes.map((type) => type.replace(".", "\\.")).join("|");
const StreamQuery = Type.Object(
  {
    types: Type.Optional(
      Type.String({
        pattern: `^(${anyType})(,(${anyType}))*$`,
        description: "Only these, separated by commas.",
        examples: ["message.delivered,message.inbound"],
      }),
    ),
  },
  { additionalProperties: false },
);
const StreamHeaders = Type.Object({
  "last-event-id": Type.Optional(
    Type.String({ maxLength: 256, description: "Goes on after the event that has this id." }),
  ),
});

// The schemas of replies would be documented as JSON, which a stream is not.
const schema = { $ref: "#/components/schemas/StreamEvent" };

export interface EventsControllerOptions extends Pick<GatewayControllerOptions, "organization"> {
  readonly gateway: Pick<Gateway, "events">;
}

/** The event stream as a plugin: mount it under `/v1`, beside `problems` of `@nx/core/elysia`. */
export const eventsController = ({ gateway, organization }: EventsControllerOptions) =>
  new Elysia({ name: "nx-events", prefix: "/events", normalize: false, tags: ["Events"] })
    .model({ StreamEvent })
    .derive(({ request }) => ({ organizationId: organization(request) }))
    .get(
      "/stream",
      async ({ organizationId, query, headers }) => {
        const gone = new AbortController();
        const pages = unwrap(
          await gateway.events(organizationId, {
            after: headers["last-event-id"] || undefined,
            types: query.types === undefined ? undefined : toTypes(query.types),
            signal: gone.signal,
          }),
        );
        return new Response(toEventStream(pages, gone), {
          headers: {
            "content-type": "text/event-stream; charset=utf-8",
            "cache-control": "no-store",
            // Or nginx keeps events back until its buffer is full.
            "x-accel-buffering": "no",
          },
        });
      },
      {
        query: StreamQuery,
        headers: StreamHeaders,
        detail: {
          summary: "What happens, as it happens (server-sent events)",
          description:
            "Begins with what happens from now on; with `Last-Event-ID` after that event, none left out and none twice. After 7 days, or with an id of another database, the stream begins anew with a `reset`. The data of each event is the JSON below; a comment every 15 seconds is a sign of life.",
          responses: {
            200: {
              description: "The stream",
              content: { "text/event-stream": { schema } },
            },
            400: problemReply(gatewayProblems.invalid_cursor),
          },
        },
      },
    );

const toTypes = (text: string): EventType[] => {
  const named = new Set(text.split(","));
  return eventTypes.filter((type) => named.has(type));
};

/**
 * A page for each time that the runtime asks for more, which it does when the last one is on its
 * way: for a slow reader nothing is kept but the page that waits.
 */
function toEventStream(
  pages: AsyncIterable<EventPage>,
  gone: AbortController,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = pages[Symbol.asyncIterator]();
  let hint = `retry: ${retryMs}\n`;
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (gone.signal.aborted) return;
      if (next.done) return controller.close();
      controller.enqueue(encoder.encode(hint + toText(next.value)));
      hint = "";
    },
    async cancel() {
      // It may be waiting, and would not hear of its return before the next event.
      gone.abort();
      await iterator.return?.();
    },
  });
}

/** An id without data is kept by the client, and shown to nobody. */
const toText = ({ cursor, events }: EventPage): string =>
  events.length === 0
    ? `: \nid: ${cursor}\n\n`
    : events
        .map(
          ({ cursor: id, event }) =>
            `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
        )
        .join("");
