import type { Static, TObject } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { and, eq, gt } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import { type Database, DatabaseUnavailable } from "../database/database.ts";
import type { Logger } from "../logger.ts";
import { createSecrets, type Keyring } from "../secrets/index.ts";
import type { FieldProblem } from "../validation.ts";
import { type ChangeBy, type ChangeResult, changesChannel } from "./change.ts";
import { listChanges, type SettingChange } from "./changes.ts";
import { createEntries } from "./entries.ts";
import { type Entry, hasValue, toEntry, viewEntry } from "./entry.ts";
import { createFollower } from "./follow.ts";
import { patchSetting } from "./patch.ts";
import { type ConfigProblem, entryProblems, ofSetting, unavailable } from "./problems.ts";
import { removeSetting } from "./remove.ts";
import type { SettingRow } from "./row.ts";
import { seedSetting } from "./seed.ts";
import { nameOf, type Setting } from "./setting.ts";
import { settings as table } from "./tables.ts";
import type { SettingView } from "./view.ts";
import { createWatchers } from "./watchers.ts";

/** A setting as its owner reads it. */
export type Reading<T> =
  | { readonly state: "ok"; readonly value: T; readonly version: number }
  | { readonly state: "missing" }
  | { readonly state: "invalid"; readonly problems: readonly FieldProblem[] };

/** Whose setting; without an organization it is the platform's. */
export interface Scope {
  readonly organization?: string;
}

/** What an operator's change came to. With problems, nothing was written. */
export type ConfigChange =
  | { readonly ok: true; readonly view: SettingView }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** `changed` is false where the row was there already, or is an operator's. */
export type SeedResult =
  | { readonly ok: true; readonly changed: boolean }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** The configuration of one environment, kept in memory and followed live. */
export interface Config {
  /** Loads everything and follows changes. A database that is down is a problem, not a failure. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /**
   * The organization's own setting, else the platform's, else the defaults where they suffice.
   * From memory; never throws for anything that the database holds.
   */
  read<S extends TObject>(setting: Setting<S>, scope?: Scope): Reading<Static<S>>;
  /** The organization's own value, never the platform's; `missing` where it has none. */
  readOwn<S extends TObject>(setting: Setting<S>, organization: string): Reading<Static<S>>;
  /** The organizations that have a value of their own. */
  owners(setting: Setting): readonly string[];
  /**
   * RFC 7396: an omitted field stays, a null removes. The result as a whole must be valid.
   * Rejects with `DatabaseUnavailable`.
   */
  patch(setting: Setting, patch: unknown, by: ChangeBy): Promise<ConfigChange>;
  /** Rejects with `DatabaseUnavailable`. */
  remove(setting: Setting, by: ChangeBy): Promise<ConfigChange>;
  /**
   * Brings the row to `value` unless an operator changed or removed it. While the database is down,
   * the seed is kept and sown once it is back.
   */
  seed(setting: Setting, value: unknown, scope?: Scope): Promise<SeedResult>;
  /** The platform's or the organization's own row, without secrets. */
  view(setting: Setting, scope?: Scope): SettingView;
  list(scope?: Scope): SettingView[];
  /** The last hundred changes, newest first. Rejects with `DatabaseUnavailable`. */
  changes(setting: Setting, scope?: Scope): Promise<SettingChange[]>;
  /** Every problem of every declared setting and every seed. */
  problems(): ConfigProblem[];
  /** Calls after each change of the setting, of any owner; returns what ends it. */
  watch(setting: Setting, onChange: () => void): () => void;
}

export interface ConfigOptions {
  readonly database: Database;
  /** Without one, secrets can neither be stored nor read; that is a problem of each such setting. */
  readonly keyring?: Keyring;
  /** Rows of another environment in the same database are not seen. */
  readonly environment: string;
  readonly settings: readonly Setting[];
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Makes the configuration service over the given declarations. */
export const createConfig = (options: ConfigOptions): Config => {
  const { database, environment, settings, logger, clock } = options;
  const vault = createSecrets(options);
  const context = { database, vault, environment, clock };
  const declared = new Map(settings.map((setting) => [nameOf(setting), setting]));
  const entries = createEntries(settings);
  const watchers = createWatchers(logger);
  const seedProblems = new Map<string, ConfigProblem[]>();
  const waitingSeeds = new Map<string, () => Promise<SeedResult>>();
  let lastVersion = 0;
  let loaded = false;

  const take = async (row: SettingRow): Promise<string | undefined> => {
    const setting = declared.get(nameOf(row));
    if (!setting) return undefined;
    const entry = await toEntry(database.orm, vault, setting, row);
    if (!entries.put(row.organizationId, entry)) return undefined;
    for (const { path, code } of entry.problems) {
      logger.warn({ event: "config.invalid", setting: nameOf(row), path, errorCode: code });
    }
    return nameOf(row);
  };

  const load = async () => {
    const rows = await database.orm
      .select()
      .from(table)
      .where(and(eq(table.environment, environment), gt(table.version, lastVersion)))
      .orderBy(table.version);
    const changed = new Set<string>(loaded ? [] : declared.keys());
    for (const row of rows) {
      const name = await take(row);
      if (name) changed.add(name);
      lastVersion = row.version;
    }
    loaded = true;
    watchers.announce(changed);
    for (const sow of [...waitingSeeds.values()]) await sow();
  };

  const follower = createFollower(database, changesChannel, logger, load);

  // Visible here at once; every other process sees it by notification.
  const settle = async (result: ChangeResult): Promise<ChangeResult> => {
    const name = result.ok && result.row ? await take(result.row) : undefined;
    if (name) watchers.announce([name]);
    return result;
  };

  const changeOf = async (setting: Setting, by: ChangeBy, pending: Promise<ChangeResult>) => {
    const result = await settle(await pending);
    if (!result.ok) return result;
    const organization = by.organization ?? null;
    return { ok: true, view: viewEntry(entries.own(setting, organization), organization) } as const;
  };

  const sow = async (setting: Setting, value: unknown, organization: string | null) => {
    const id = JSON.stringify([nameOf(setting), organization]);
    const note = (problems: readonly FieldProblem[]) =>
      seedProblems.set(id, ofSetting(setting, organization, problems));
    try {
      const result = await settle(await seedSetting(context, setting, value, organization));
      waitingSeeds.delete(id);
      note(result.ok ? [] : result.problems);
      return result.ok ? ({ ok: true, changed: result.changed } as const) : result;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      waitingSeeds.set(id, () => sow(setting, value, organization));
      note([unavailable]);
      return { ok: false, problems: [unavailable] } as const;
    }
  };

  const readingOf = <S extends TObject>(setting: Setting<S>, entry: Entry): Reading<Static<S>> => {
    if (!loaded) return { state: "invalid", problems: [unavailable] };
    const { document } = entry;
    if (entry.state === "invalid") return { state: "invalid", problems: entry.problems };
    // Always true where the state is `ok`; the check is what tells the compiler so.
    return entry.state === "ok" && Value.Check(setting.schema, document)
      ? { state: "ok", value: document, version: entry.row?.version ?? 0 }
      : { state: "missing" };
  };

  const view = (setting: Setting, scope?: Scope) => {
    const organization = scope?.organization ?? null;
    return viewEntry(entries.own(setting, organization), organization);
  };

  return {
    start: follower.start,
    stop: follower.stop,

    read: (setting, scope) =>
      readingOf(setting, entries.effective(setting, scope?.organization ?? null)),

    readOwn(setting, organization) {
      const entry = entries.own(setting, organization);
      return loaded && !hasValue(entry) ? { state: "missing" } : readingOf(setting, entry);
    },

    owners: (setting) =>
      [...entries.of(setting)].flatMap(([organization, entry]) =>
        organization !== null && hasValue(entry) ? [organization] : [],
      ),

    patch: (setting, patch, by) => changeOf(setting, by, patchSetting(context, setting, patch, by)),
    remove: (setting, by) => changeOf(setting, by, removeSetting(context, setting, by)),
    seed: (setting, value, scope) => sow(setting, value, scope?.organization ?? null),
    view,
    list: (scope) => settings.map((setting) => view(setting, scope)),
    changes: (setting, scope) => listChanges(context, setting, scope?.organization ?? null),

    problems() {
      const now = clock.now();
      return [
        ...(follower.current ? [] : [{ setting: "*", ...unavailable }]),
        ...settings.flatMap((setting) =>
          [...entries.of(setting)].flatMap(([organization, entry]) =>
            ofSetting(setting, organization, entryProblems(entry, now)),
          ),
        ),
        ...[...seedProblems.values()].flat(),
      ];
    },

    watch: (setting, onChange) => watchers.add(nameOf(setting), onChange),
  };
};
