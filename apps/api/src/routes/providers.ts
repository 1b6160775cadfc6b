import {
  type Access,
  type ChangeBy,
  type Config,
  type ConfigChange,
  coreProblems,
  type OutboundHttp,
  Problem,
} from "@nx/core";
import { refusal, strictJson } from "@nx/core/elysia";
import { AcceptedMessage, type Gateway, ProviderHealth } from "@nx/gateway";
import { sendRefusals, unwrap } from "@nx/gateway/elysia";
import { accountIdOf, ownKinds, providerSettings } from "@nx/identity";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { ProviderKind } from "mq-sms";
import { addressProblems } from "./outside-address.ts";
import {
  hasOwn,
  listAccounts,
  listKinds,
  ownSetting,
  ProviderAccount,
  ProviderKindView,
} from "./provider-accounts.ts";

export interface ProvidersOptions {
  readonly config: Config;
  readonly gateway: Pick<Gateway, "providerHealth" | "checkAccount" | "send">;
  /** Whether accounts may be at an address. Absent outside production: anywhere. */
  readonly outside: Pick<OutboundHttp, "check"> | undefined;
  /** Who asks; throws a `Problem` for those who may not. */
  readonly access: (request: Request) => Access;
}

const strict = { additionalProperties: false } as const;
const Path = Type.Object({ id: Type.String({ maxLength: 64 }) });
const Settings = Type.Object(
  {},
  {
    additionalProperties: true,
    description: "By the schema of the kind. Secrets go in and never come out.",
  },
);
const NewAccount = Type.Object(
  {
    // A union of a mapped list has a type that Elysia cannot read.
    provider: Type.Unsafe<ProviderKind>(Type.Union(ownKinds.map((kind) => Type.Literal(kind)))),
    settings: Settings,
  },
  strict,
);
const TestMessage = Type.Object(
  {
    to: Type.String({ minLength: 1, maxLength: 32, examples: ["+84912345678"] }),
    text: Type.Optional(
      Type.String({ minLength: 1, maxLength: 160, default: "This is a test message." }),
    ),
  },
  strict,
);
const aboutOne = { 404: refusal(coreProblems.not_found) } as const;
const conflict = { 409: refusal(coreProblems.conflict) } as const;

/**
 * An organization's provider accounts. They are settings of the group `INTEGRATION`, so every change
 * is audited and holds in all processes within a second. Mount it under `/v1`.
 */
export const providersRoutes = (options: ProvidersOptions, { tags = ["Providers"] } = {}) => {
  const { config, gateway, outside, access } = options;
  const find = async (asker: Access, id: string): Promise<ProviderAccount> => {
    const found = (await listAccounts(options, asker)).find((account) => account.id === id);
    if (found === undefined) throw new Problem(coreProblems.not_found);
    return found;
  };
  const requireOutside = async (settings: object): Promise<void> => {
    const errors = outside ? await addressProblems(settings, outside) : [];
    if (errors.length > 0) throw new Problem(coreProblems.invalid_request, { errors });
  };
  const change = async (asker: Access, id: string, pending: Promise<ConfigChange>) => {
    requireDone(await pending);
    return find(asker, id);
  };

  return new Elysia({ prefix: "/providers", normalize: false, tags })
    .use(strictJson())
    .derive(({ request }) => ({ asker: access(request) }))
    .get("", async ({ asker }) => ({ data: await listAccounts(options, asker) }), {
      response: { 200: Type.Object({ data: Type.Array(ProviderAccount) }) },
      detail: {
        summary: "The accounts that messages may go through, and how they are",
        description: "One's own first, then those of the platform; in test mode the sandbox alone.",
      },
    })
    .get("/kinds", () => ({ data: listKinds() }), {
      response: { 200: Type.Object({ data: Type.Array(ProviderKindView) }) },
      detail: { summary: "Kinds of providers, with the settings that an account takes" },
    })
    .post(
      "",
      async ({ asker, body, set, status }) => {
        requireLive(asker);
        await requireOutside(body.settings);
        const { organizationId } = asker;
        if (hasOwn(config, body.provider, organizationId))
          throw new Problem(coreProblems.conflict, { detail: "There is such an account already." });
        const id = accountIdOf(body.provider, organizationId);
        const setting = providerSettings[body.provider];
        const made = await change(asker, id, config.patch(setting, body.settings, byOf(asker)));
        set.headers["location"] = `/v1/providers/${id}`;
        return status(201, made);
      },
      {
        body: NewAccount,
        response: { 201: ProviderAccount, ...conflict },
        detail: {
          summary: "Add an account of one's own",
          description:
            "One of each kind. It goes first, and stands in for the platform's account of that kind.",
        },
      },
    )
    .get("/:id", ({ asker, params }) => find(asker, params.id), {
      params: Path,
      response: { 200: ProviderAccount, ...aboutOne },
      detail: { summary: "An account" },
    })
    .patch(
      "/:id",
      async ({ asker, params, body }) => {
        const setting = requireOwn(config, asker, params.id);
        await requireOutside(body);
        return change(asker, params.id, config.patch(setting, body, byOf(asker)));
      },
      {
        params: Path,
        body: Settings,
        response: { 200: ProviderAccount, ...aboutOne },
        detail: {
          summary: "Change settings of an account of one's own",
          description: "RFC 7396: what is left out stays, secrets included; null removes.",
        },
      },
    )
    .delete(
      "/:id",
      async ({ asker, params, set }) => {
        const setting = requireOwn(config, asker, params.id);
        requireDone(await config.remove(setting, byOf(asker)));
        set.status = 204;
      },
      {
        params: Path,
        response: { 204: Type.Void(), ...aboutOne },
        detail: {
          summary: "Remove an account of one's own",
          description: "What waits goes through another, unless it asked for this one.",
        },
      },
    )
    .post(
      "/:id/test",
      async ({ asker, params, body, set, status }) => {
        const { id } = await find(asker, params.id);
        const { to, text = "This is a test message." } = body;
        const { message } = unwrap(
          await gateway.send(asker.organizationId, { to, body: text, provider: id }),
        );
        set.headers["location"] = `/v1/messages/${message.id}`;
        return status(202, message);
      },
      {
        params: Path,
        body: TestMessage,
        response: { 202: AcceptedMessage, ...sendRefusals, ...aboutOne },
        detail: {
          summary: "Send a test message through this account alone",
          description: "A message like any other: it is in the list, and costs what it costs.",
        },
      },
    )
    .post(
      "/:id/check",
      async ({ asker, params }) => {
        // The platform's accounts are looked at for all, once a minute.
        if (asker.mode === "live") requireOwn(config, asker, params.id);
        const { id } = await find(asker, params.id);
        const health = await gateway.checkAccount(asker.organizationId, id);
        if (health !== undefined) return health;
        throw new Problem(coreProblems.conflict, { detail: "Its settings are wrong." });
      },
      {
        params: Path,
        response: { 200: ProviderHealth, ...aboutOne, ...conflict },
        detail: { summary: "Look now whether an account of one's own answers" },
      },
    );
};

/** Ends a request to change what the test mode has not. */
export const requireLive = ({ mode }: Access): void => {
  if (mode === "test")
    throw new Problem(coreProblems.forbidden, { detail: "Test mode has the sandbox alone." });
};

/** Ends the request where a change was refused. */
export const requireDone = (change: ConfigChange): void => {
  if (!change.ok) throw new Problem(coreProblems.invalid_request, { errors: change.problems });
};

/** Who changes it, for the audit. */
export const byOf = ({ actor, organizationId, requestId }: Access): ChangeBy => ({
  actor,
  organization: organizationId,
  ...(requestId !== undefined && { requestId }),
});

/** Those of others, and the platform's, are not there to be changed. */
const requireOwn = (config: Config, asker: Access, id: string) => {
  requireLive(asker);
  const setting = ownSetting(config, asker, id);
  if (setting === undefined) throw new Problem(coreProblems.not_found);
  return setting;
};
