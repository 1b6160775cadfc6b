import type { Access, Config } from "@nx/core";
import { refusal, strictJson } from "@nx/core/elysia";
import { type Gateway, gatewayProblems, RouteQuestion, RouteReply } from "@nx/gateway";
import { unwrap } from "@nx/gateway/elysia";
import { type ApplicationSMSComponent, smsSetting } from "@nx/identity";
import { type Static, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { RouteRule } from "mq-sms";
import { byOf, requireDone, requireLive } from "./providers.ts";

export interface RoutesOptions {
  readonly config: Config;
  readonly sms: Pick<ApplicationSMSComponent, "routing">;
  readonly gateway: Pick<Gateway, "planRoute">;
  /** Who asks; throws a `Problem` for those who may not. */
  readonly access: (request: Request) => Access;
}

const Rules = Type.Array(RouteRule, { maxItems: 100 });
const RulesReply = Type.Object(
  {
    owner: Type.Union([Type.Literal("organization"), Type.Literal("platform")]),
    rules: Rules,
  },
  { additionalProperties: false },
);

/** Which account goes first for which messages of an organization. Mount it under `/v1`. */
export const routesRoutes = ({ config, sms, gateway, access }: RoutesOptions) => {
  const read = ({ organizationId }: Access): Static<typeof RulesReply> => ({
    owner:
      config.readOwn(smsSetting, organizationId).state === "missing" ? "platform" : "organization",
    rules: [...sms.routing(organizationId).rules],
  });
  return new Elysia({ prefix: "/routes", normalize: false, tags: ["Routes"] })
    .use(strictJson())
    .derive(({ request }) => ({ asker: access(request) }))
    .get(
      "",
      ({ asker }) => {
        requireLive(asker);
        return read(asker);
      },
      {
        response: { 200: RulesReply },
        detail: { summary: "The rules that hold: one's own, or the platform's" },
      },
    )
    .put(
      "",
      async ({ asker, body }) => {
        requireLive(asker);
        requireDone(await config.patch(smsSetting, { rules: body.rules }, byOf(asker)));
        return read(asker);
      },
      {
        body: Type.Object({ rules: Rules }, { additionalProperties: false }),
        response: { 200: RulesReply },
        detail: {
          summary: "Replace the rules by one's own",
          description: "All of them: none of the platform's holds any more.",
        },
      },
    )
    .delete(
      "",
      async ({ asker }) => {
        requireLive(asker);
        requireDone(await config.remove(smsSetting, byOf(asker)));
        return read(asker);
      },
      {
        response: { 200: RulesReply },
        detail: { summary: "Remove one's own rules: the platform's hold again" },
      },
    )
    .post(
      "/explain",
      ({ asker, body, query }) =>
        unwrap(gateway.planRoute(asker.organizationId, body, query.locale ?? "en")),
      {
        body: RouteQuestion,
        query: Type.Object({
          locale: Type.Optional(Type.Union([Type.Literal("en"), Type.Literal("vi")])),
        }),
        response: { 200: RouteReply, 422: refusal(gatewayProblems.invalid_recipient) },
        detail: {
          summary: "Which accounts a message would be tried through, and why",
          description: "Sends and stores nothing.",
        },
      },
    );
};
