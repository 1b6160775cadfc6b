import { coreProblems, type Logger, Problem } from "@nx/core";
import { Elysia } from "elysia";
import { type CallbackPurpose, type SmsProvider, toCallbackRequest } from "mq-sms";
import type { Gateway } from "../gateway.ts";

export interface CallbackControllerOptions {
  readonly gateway: Pick<Gateway, "receive">;
  /** The account that a path names, and the organization that its messages from outside belong to. */
  readonly account: (
    id: string,
  ) => { readonly provider: SmsProvider; readonly organizationId: string } | undefined;
  readonly logger: Logger;
}

/**
 * Where providers call us: `/in/{account}/{token}/status` and `…/inbound`, and the same under the
 * names of other systems. The account comes from the path and never from what is in the request; its
 * provider verifies the raw bytes. 200 means that everything in it is stored. Mount it at the root of
 * the app.
 */
export const callbackController = ({ gateway, account, logger }: CallbackControllerOptions) => {
  const take = async (
    request: Request,
    { account: id, token }: { account: string; token: string },
    purpose: CallbackPurpose,
  ): Promise<Response> => {
    const found = account(id);
    if (found?.provider.readCallback === undefined) throw new Problem(coreProblems.not_found);
    const read = found.provider.readCallback(await toCallbackRequest(request, { purpose, token }));
    if (read.kind === "refused") {
      logger.warn({ event: "callback.refused", provider: id, errorCode: read.reason });
      return new Response(null, { status: read.httpStatus });
    }
    if (read.unrecognized !== undefined)
      logger.warn({ event: "callback.unrecognized", provider: id });
    await gateway.receive(found.organizationId, id, read);
    return new Response(null, { status: read.httpStatus });
  };
  return new Elysia({ name: "nx-callbacks", tags: ["Callbacks"] })
    .all("/in/:account/:token/status", ({ request, params }) => take(request, params, "status"), {
      parse: "none",
      detail: { summary: "A provider reports on messages" },
    })
    .all("/in/:account/:token/inbound", ({ request, params }) => take(request, params, "inbound"), {
      parse: "none",
      detail: { summary: "A provider brings a message that somebody sent to us" },
    })
    .all("/api/sms/dlr/:account/:token", ({ request, params }) => take(request, params, "status"), {
      parse: "none",
      detail: { summary: "Another name of /in/{account}/{token}/status" },
    })
    .all(
      "/api/sms/receive/:account/:token",
      ({ request, params }) => take(request, params, "inbound"),
      { parse: "none", detail: { summary: "Another name of /in/{account}/{token}/inbound" } },
    );
};
