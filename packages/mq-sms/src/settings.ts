import type { Static, TObject } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import type { ProviderDefinition, SettingsProblem } from "./provider.ts";

/** Complete settings, or everything that is wrong with what was given. */
export type ParsedSettings<Settings extends TObject> =
  | { readonly ok: true; readonly settings: Static<Settings> }
  | { readonly ok: false; readonly problems: readonly SettingsProblem[] };

/**
 * Fills in defaults and checks a provider's settings. All problems are reported together; none
 * repeats a value, because a value in the wrong field may be a secret.
 */
export function parseSettings<Settings extends TObject>(
  definition: ProviderDefinition<Settings>,
  value: unknown,
): ParsedSettings<Settings> {
  const complete = Value.Default(definition.settings, structuredClone(value));
  if (!Value.Check(definition.settings, complete)) {
    return { ok: false, problems: schemaProblems(definition.settings, complete) };
  }
  const problems = definition.check?.(complete) ?? [];
  return problems.length === 0 ? { ok: true, settings: complete } : { ok: false, problems };
}

/** A missing field is reported by TypeBox once per rule that it breaks: the first one says enough. */
function schemaProblems(schema: TObject, value: unknown): SettingsProblem[] {
  const problems = new Map<string, SettingsProblem>();
  for (const { path, message } of Value.Errors(schema, value)) {
    if (!problems.has(path)) problems.set(path, { path, message });
  }
  return [...problems.values()];
}

/** Thrown by `createProvider`; the message names the fields and holds no value. */
export class InvalidSettingsError extends Error {
  override readonly name = "InvalidSettingsError";
  constructor(
    readonly kind: string,
    readonly problems: readonly SettingsProblem[],
  ) {
    const list = problems.map(({ path, message }) => `${path || "/"}: ${message}`).join("; ");
    super(`Settings of provider ${kind}: ${list}`);
  }
}
