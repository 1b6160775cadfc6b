import { type Access, type Config, FieldProblem, SecretView, type Setting } from "@nx/core";
import { type Gateway, ProviderHealth } from "@nx/gateway";
import { accountIdOf, ownKinds, providerSettings } from "@nx/identity";
import { type Static, Type } from "@sinclair/typebox";
import { isProviderKind, type ProviderKind, providers } from "mq-sms";

const strict = { additionalProperties: false } as const;

/** A kind of provider, and what an account of it takes. */
export const ProviderKindView = Type.Object(
  {
    kind: Type.String({ examples: ["twilio"] }),
    title: Type.String(),
    capabilities: Type.Unknown({ description: "What it can do, by its own declaration." }),
    settings: Type.Unknown({ description: "JSON schema of an account's settings, for a form." }),
  },
  strict,
);

/** An account that an organization's messages may go through. */
export const ProviderAccount = Type.Object(
  {
    id: Type.String({ examples: ["twilio@org_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    provider: Type.String({ description: "Its kind." }),
    title: Type.String(),
    owner: Type.Union(
      [Type.Literal("organization"), Type.Literal("platform"), Type.Literal("sandbox")],
      { description: "Settings are shown of the organization's own accounts only." },
    ),
    usable: Type.Boolean({ description: "False while its settings are wrong." }),
    health: Type.Optional(Type.Omit(ProviderHealth, ["account", "provider"])),
    settings: Type.Optional(Type.Unknown({ description: "Defaults filled in, secrets left out." })),
    secrets: Type.Optional(
      Type.Record(Type.String(), SecretView, { description: "By JSON pointer." }),
    ),
    problems: Type.Optional(Type.Array(FieldProblem)),
    updatedAt: Type.Optional(Type.String({ format: "date-time" })),
    updatedBy: Type.Optional(Type.String()),
  },
  strict,
);
export type ProviderAccount = Static<typeof ProviderAccount>;

/** Where accounts are read from. */
export interface AccountSources {
  readonly config: Config;
  readonly gateway: Pick<Gateway, "providerHealth">;
}

/** The kinds that an organization may have an account of. */
export const listKinds = (): Static<typeof ProviderKindView>[] =>
  ownKinds.map((kind) => {
    const { title, capabilities, settings } = providers[kind];
    return { kind, title, capabilities, settings };
  });

/** The setting of an organization's own account of this id, where it has one. */
export const ownSetting = (
  config: Config,
  { organizationId }: Pick<Access, "organizationId">,
  id: string,
): Setting | undefined => {
  const kind = ownKinds.find((each) => accountIdOf(each, organizationId) === id);
  return kind !== undefined && hasOwn(config, kind, organizationId)
    ? providerSettings[kind]
    : undefined;
};

/** Whether an organization has an account of this kind, be its settings right or wrong. */
export const hasOwn = (config: Config, kind: ProviderKind, organizationId: string): boolean =>
  config.readOwn(providerSettings[kind], organizationId).state !== "missing";

/** The accounts of whoever asks: its own, then those that it shares; in test mode the sandbox. */
export const listAccounts = async (
  { config, gateway }: AccountSources,
  { organizationId, mode }: Pick<Access, "organizationId" | "mode">,
): Promise<ProviderAccount[]> => {
  const health = await gateway.providerHealth(organizationId);
  const own =
    mode === "test" ? [] : ownKinds.filter((kind) => hasOwn(config, kind, organizationId));
  const ids = new Set(own.map((kind) => accountIdOf(kind, organizationId)));
  const shared = health.filter(({ account }) => !ids.has(account));
  return [
    ...own.map((kind) => viewOwn(config, organizationId, kind, health)),
    ...shared.map((each) => ({
      ...named(each.account, each.provider),
      owner: mode === "test" ? ("sandbox" as const) : ("platform" as const),
      usable: true,
      ...healthIn(health, each.account),
    })),
  ];
};

const viewOwn = (
  config: Config,
  organizationId: string,
  kind: ProviderKind,
  health: readonly ProviderHealth[],
): ProviderAccount => {
  const view = config.view(providerSettings[kind], { organization: organizationId });
  const id = accountIdOf(kind, organizationId);
  return {
    ...named(id, kind),
    owner: "organization",
    usable: view.state === "ok",
    ...healthIn(health, id),
    settings: view.value,
    secrets: view.secrets,
    problems: view.problems,
    ...(view.updatedAt !== undefined && { updatedAt: view.updatedAt }),
    ...(view.updatedBy !== undefined && { updatedBy: view.updatedBy }),
  };
};

const named = (id: string, provider: string) => ({
  id,
  provider,
  title: isProviderKind(provider) ? providers[provider].title : "Sandbox (sends nothing)",
});

const healthIn = (all: readonly ProviderHealth[], id: string) => {
  const found = all.find(({ account }) => account === id);
  if (found === undefined) return {};
  const { account: _, provider: __, ...health } = found;
  return { health };
};
