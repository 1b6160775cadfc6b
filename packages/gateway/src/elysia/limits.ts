import { type Logger, Problem } from "@nx/core";
import { Elysia } from "elysia";
import type { NamedLimit } from "../limits/bucket.ts";
import { headersOf } from "../limits/headers.ts";
import type { LimitSubject } from "../limits/layers.ts";
import type { Limits } from "../limits/limits.ts";
import { messagesIn } from "../limits/messages-in.ts";
import { gatewayProblems } from "../problems.ts";

/** What a request shows of its sender, before anybody believed it. */
export interface LimitedRequest {
  readonly request: Request;
  /** The pattern, `/v1/messages/:id`. */
  readonly route: string;
  /** Address of the connection's other end. Asking is not cheap. */
  readonly peer: () => string | undefined;
}

export interface RateLimitsOptions {
  readonly limits: Limits;
  /**
   * Who asks: a key and its organization, or the address of whoever showed no valid credentials.
   * Nothing: not limited. Must not throw for bad credentials, which the route itself refuses.
   */
  readonly subject: (request: LimitedRequest) => Asker | undefined | Promise<Asker | undefined>;
  readonly logger: Logger;
}

/** What it would send is read from the request. */
export type Asker = Omit<LimitSubject, "messages">;

/**
 * Limits every route that is mounted after it, and says in the headers how much is left. Where the
 * limits cannot be asked, reading goes on and everything else is refused: a database that is away
 * must open no door to codes and messages.
 */
export const rateLimits = ({ limits, subject, logger }: RateLimitsOptions) =>
  new Elysia({ name: "nx-rate-limits" }).onTransform(
    { as: "global" },
    async ({ request, route, body, server, set }) => {
      const peer = () => server?.requestIP(request)?.address;
      const asker = await subject({ request, route, peer });
      if (asker === undefined) return;
      const messages = messagesIn(request.method, route, body);
      const taken = await limits.take({ ...asker, messages }).catch((error: unknown) => {
        if (!isRead(request)) throw error;
        logger.warn({ event: "limits.unavailable", route, error });
        return undefined;
      });
      if (taken === undefined) return;
      if (taken.kind === "too_large") throw tooLarge(taken.limit);
      if (taken.state !== undefined) Object.assign(set.headers, headersOf(taken.state));
      if (taken.kind === "refused") throw refused(taken.state, taken.retryAfterSeconds);
    },
  );

const isRead = ({ method }: Request): boolean => method === "GET" || method === "HEAD";

const refused = (limit: NamedLimit, retryAfterSeconds: number) =>
  new Problem(gatewayProblems.rate_limited, { ...named(limit), retryAfterSeconds });

const tooLarge = (limit: NamedLimit) => new Problem(gatewayProblems.over_limit, named(limit));

const named = ({ scope, name, limit, windowSeconds }: NamedLimit) => {
  const whose = name === undefined ? `the ${scope}` : `the scenario ${name}`;
  return { scope, detail: `The limit of ${whose} is ${limit} in ${windowSeconds} seconds.` };
};
