import type { Static, TObject } from "@sinclair/typebox";
import type { ProviderDefinition, ProviderRuntime, SmsProvider } from "../provider.ts";
import { InvalidSettingsError, parseSettings } from "../settings.ts";
import { type ProviderKind, type ProviderSettings, providers } from "./index.ts";

/** Settings as they are written down: whatever has a default may be left out. */
export type SettingsInput<Settings> = {
  readonly [Key in keyof Settings]?: Settings[Key] extends object
    ? SettingsInput<Settings[Key]>
    : Settings[Key];
};

/** The runtime's own `fetch` and clock. */
const defaultRuntime: ProviderRuntime = { fetch, now: () => new Date() };

/**
 * Makes the client of one provider account from settings written in code, and throws
 * `InvalidSettingsError` where they are incomplete. For settings that somebody else wrote, ask
 * `parseSettings` first: it reports every problem as a value.
 */
export function createProvider<Kind extends ProviderKind>(
  kind: Kind,
  settings: SettingsInput<ProviderSettings<Kind>>,
  runtime: ProviderRuntime = defaultRuntime,
): SmsProvider {
  const definition: ProviderDefinition = providers[kind];
  return createFrom(definition, settings, runtime);
}

/** As `createProvider`, for a provider that is not in the list. */
export function createFrom<Settings extends TObject>(
  definition: ProviderDefinition<Settings>,
  settings: SettingsInput<Static<Settings>>,
  runtime: ProviderRuntime = defaultRuntime,
): SmsProvider {
  const parsed = parseSettings(definition, settings);
  if (!parsed.ok) throw new InvalidSettingsError(definition.kind, parsed.problems);
  return definition.create(parsed.settings, runtime);
}
