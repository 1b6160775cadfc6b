import { type Entry, emptyEntry, hasValue } from "./entry.ts";
import { nameOf, type Setting } from "./setting.ts";

/** The settings in memory, by declaration and organization. */
export interface Entries {
  /** Throws for a setting that was not declared: nobody loads it, it would read as missing. */
  of(setting: Setting): ReadonlyMap<string | null, Entry>;
  /** The organization's own entry or the platform's, never a mixture of both. */
  effective(setting: Setting, organization: string | null): Entry;
  own(setting: Setting, organization: string | null): Entry;
  /** True if the entry is newer than what was known. */
  put(organization: string | null, entry: Entry): boolean;
}

export const createEntries = (settings: readonly Setting[]): Entries => {
  const byName = new Map(
    settings.map((setting) => [
      nameOf(setting),
      new Map<string | null, Entry>([[null, emptyEntry(setting)]]),
    ]),
  );

  const of = (setting: Setting) => {
    const entries = byName.get(nameOf(setting));
    if (!entries) throw new TypeError(`${nameOf(setting)} is not declared to this configuration`);
    return entries;
  };
  const own = (setting: Setting, organization: string | null) =>
    of(setting).get(organization) ?? emptyEntry(setting);

  return {
    of,
    own,
    effective(setting, organization) {
      // Whole rows only: if an organization's address were completed with the platform's password,
      // the password would be sent to whatever host the organization names.
      const entry = own(setting, organization);
      return hasValue(entry) ? entry : own(setting, null);
    },
    put(organization, entry) {
      const known = of(entry.setting).get(organization)?.row?.version ?? 0;
      if ((entry.row?.version ?? 0) <= known) return false;
      of(entry.setting).set(organization, entry);
      return true;
    },
  };
};
