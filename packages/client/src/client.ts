import createFetchClient from "openapi-fetch";
import { errorOf } from "./errors.ts";
import { fetchAgain, type Patience } from "./fetch-again.ts";
import type { paths } from "./generated.ts";

/** Where the platform is, and who asks. */
export interface ClientOptions extends Patience {
  readonly baseUrl: string;
  /** `sk_live_…` or `sk_test_…`. */
  readonly apiKey: string;
}

type Body<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody?: { content: { "application/json": infer Json } } };
}
  ? Json
  : never;

/** A message to send; `api` has the dry run, which sends nothing. */
export type SendInput = Omit<Body<"/v1/messages">, "dryRun">;
/** A message that the platform has stored. */
export type AcceptedMessage =
  paths["/v1/messages"]["post"]["responses"][202]["content"]["application/json"];
/** Which messages to list. */
export type ListInput = NonNullable<paths["/v1/messages"]["get"]["parameters"]["query"]>;

interface Result<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The data of a reply; throws an `SmsApiError` for any other. */
const unwrap = async <Data>(pending: Promise<Result<Data>>): Promise<Data> => {
  const { data, error, response } = await pending;
  if (!response.ok || data === undefined) throw errorOf(response, error);
  return data;
};

/**
 * The platform's routes as functions. Refusals throw `SmsApiError`; a network that failed or was too
 * slow throws what `fetch` throws. `api` is every other route, by path, typed from the same document.
 */
export const createSmsClient = ({ baseUrl, apiKey, ...patience }: ClientOptions) => {
  const api = createFetchClient<paths>({
    baseUrl,
    headers: { authorization: `Bearer ${apiKey}` },
    fetch: fetchAgain(patience),
  });
  const withId = (id: string) => ({ params: { path: { id } } });

  return {
    api,
    messages: {
      /** Stores a message to be sent, once whatever happens between: its key is made where none is given. */
      send: async (input: SendInput): Promise<AcceptedMessage> => {
        const body = { ...input, idempotencyKey: input.idempotencyKey ?? crypto.randomUUID() };
        const headers = { "idempotency-key": body.idempotencyKey };
        const sent = await unwrap(api.POST("/v1/messages", { body, headers }));
        if ("id" in sent) return sent;
        throw new Error("The platform answered a message with a preview");
      },
      read: (id: string) => unwrap(api.GET("/v1/messages/{id}", withId(id))),
      /** Cancels a message that has not left. */
      cancel: (id: string) => unwrap(api.POST("/v1/messages/{id}/cancel", withId(id))),
      /** All that fit, newest first, page after page. */
      async *list(query: ListInput = {}) {
        let cursor = query.cursor;
        do {
          const page = await unwrap(
            api.GET("/v1/messages", {
              params: { query: { ...query, ...(cursor !== undefined && { cursor }) } },
            }),
          );
          yield* page.data;
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
      },
    },
    otp: {
      /** Sends a one-time code. Not repeated by itself: each one costs and counts. */
      request: (body: Body<"/v1/otp/request">) => unwrap(api.POST("/v1/otp/request", { body })),
      verify: (body: Body<"/v1/otp/verify">) => unwrap(api.POST("/v1/otp/verify", { body })),
    },
  };
};
