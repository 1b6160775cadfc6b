import { eq, sql } from "drizzle-orm";
import { appendAudit } from "../audit/append.ts";
import type { Clock } from "../clock.ts";
import type { Database, Orm } from "../database/database.ts";
import { newUuid } from "../ids.ts";
import type { Secrets } from "../secrets/index.ts";
import type { FieldProblem } from "../validation.ts";
import { type Document, splitSecrets } from "./document.ts";
import {
  type Address,
  isAt,
  type OpenedRow,
  openRow,
  type SettingRow,
  type StoredSecret,
  type StoredSecrets,
  secretIdentity,
} from "./row.ts";
import { fieldsOf, nameOf, type Setting } from "./setting.ts";
import { settingChanges, settings } from "./tables.ts";
import { maskSecrets } from "./view.ts";

/** What the verbs of the configuration work with. */
export interface ConfigContext {
  readonly database: Database;
  readonly vault: Secrets;
  readonly environment: string;
  readonly clock: Clock;
}

/** What a verb decided about a row it has seen. A null document removes the setting. */
export type Decision =
  | { readonly kind: "write"; readonly document: Document | null }
  | { readonly kind: "leave" }
  | { readonly kind: "refuse"; readonly problems: readonly FieldProblem[] };

/** The row as it now is, or the problems for which nothing was written. */
export type ChangeResult =
  | { readonly ok: true; readonly row: SettingRow | undefined; readonly changed: boolean }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

export interface Change {
  readonly setting: Setting;
  readonly organization: string | null;
  readonly origin: SettingRow["origin"];
  readonly actor: string;
  readonly requestId?: string | undefined;
}

/** Who asks for a change, and for whom; without an organization it is the platform's. */
export interface ChangeBy {
  readonly actor: string;
  readonly requestId?: string;
  readonly organization?: string;
}

/** The change that an operator asks for. */
export const byOperator = (setting: Setting, by: ChangeBy): Change => ({
  setting,
  organization: by.organization ?? null,
  origin: "operator",
  actor: by.actor,
  requestId: by.requestId,
});

/** Where every process hears that settings have changed. */
export const changesChannel = "nx_settings";

/**
 * Reads a row, lets `decide` look at it, and writes what it decided, with the change, the audit entry
 * and the notification, in one transaction.
 *
 * All changes of settings happen one after the other. So a row that does not exist yet is locked
 * as well, and change numbers become visible in their order: whoever has read up to number n has
 * missed nothing below it.
 */
export const changeSetting = (
  context: ConfigContext,
  change: Change,
  decide: (row: SettingRow | undefined, opened: OpenedRow) => Decision,
): Promise<ChangeResult> => {
  const { setting, organization: organizationId } = change;
  const address = {
    organizationId,
    group: setting.group,
    key: setting.key,
    environment: context.environment,
  };
  const { database } = context;
  // What an organization decides for itself reaches no other row, whatever a statement says.
  const own = organizationId === null ? database : database.forOrganization(organizationId);
  return own.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${changesChannel}, 0))`);
    const [row] = await tx.select().from(settings).where(isAt(address));
    const opened = row
      ? await openRow(tx, context.vault, setting.schema, row)
      : { document: {}, secrets: {}, sealed: "", problems: [] };

    const decision = decide(row, opened);
    if (decision.kind === "leave") return { ok: true, row, changed: false };
    if (decision.kind === "refuse") return { ok: false, problems: decision.problems };

    const next = await encryptDocument(tx, context, setting, address, opened, decision.document);
    if (!next.ok) return next;
    const written = await writeRow(tx, context, change, address, row, next);
    return { ok: true, row: written, changed: true };
  });
};

const encryptDocument = async (
  tx: Orm,
  { vault, clock }: ConfigContext,
  setting: Setting,
  address: Address,
  opened: OpenedRow,
  document: Document | null,
) => {
  const secrets: StoredSecrets = {};
  if (document === null) return { ok: true, value: null, secrets } as const;
  const next = splitSecrets(setting.schema, document);
  const before = splitSecrets(setting.schema, opened.document).secrets;
  for (const { path, schema } of fieldsOf(setting.schema)) {
    const plaintext = next.secrets.get(path);
    if (plaintext === undefined) continue;
    const stored = opened.secrets[path];
    if (stored && before.get(path) === plaintext) {
      secrets[path] = stored;
      continue;
    }
    const identity = secretIdentity(address, path);
    const result = await vault.encrypt(tx, address.organizationId, identity, plaintext);
    if (!result.ok) {
      const message = "The secret cannot be stored: no key-encryption key is configured.";
      return { ok: false, problems: [{ path, code: result.reason, message }] } as const;
    }
    secrets[path] = {
      ...result.secret,
      ...describeSecret(plaintext, schema["rotateAfterDays"], clock.now()),
    };
  }
  return { ok: true, value: next.value, secrets } as const;
};

// Of a short secret, four characters would be too much of it.
const shortestWithLast4 = 12;

const describeSecret = (
  plaintext: string,
  rotateAfterDays: unknown,
  now: Date,
): Omit<StoredSecret, "keyId" | "ciphertext"> => ({
  updatedAt: now.toISOString(),
  ...(plaintext.length >= shortestWithLast4 && { last4: plaintext.slice(-4) }),
  ...(typeof rotateAfterDays === "number" && {
    rotateBy: new Date(now.getTime() + rotateAfterDays * 86_400_000).toISOString(),
  }),
});

const writeRow = async (
  tx: Orm,
  { clock }: ConfigContext,
  { setting, origin, actor, requestId }: Change,
  address: Address,
  row: SettingRow | undefined,
  next: { value: Document | null; secrets: StoredSecrets },
) => {
  const now = clock.now();
  const before = row ? maskSecrets(setting.schema, row.value, row.secrets) : null;
  const after = maskSecrets(setting.schema, next.value, next.secrets);
  const [change] = await tx
    .insert(settingChanges)
    .values({ ...address, at: now, actor, requestId: requestId ?? null, before, after })
    .returning({ version: settingChanges.version });
  if (!change) throw new Error("An insert returned no row");
  const { organizationId, environment } = address;
  await appendAudit(tx, {
    organizationId,
    actor,
    requestId,
    action: after === null ? "setting.removed" : "setting.changed",
    target: nameOf(setting),
    details: { environment, version: change.version, before, after },
  });

  const state = {
    value: next.value,
    secrets: next.secrets,
    origin,
    version: change.version,
    updatedAt: now,
    updatedBy: actor,
  };
  const [written] = row
    ? await tx.update(settings).set(state).where(eq(settings.id, row.id)).returning()
    : await tx
        .insert(settings)
        .values({ id: newUuid(clock), ...address, ...state })
        .returning();
  await tx.execute(sql`select pg_notify(${changesChannel}, '')`);
  return written;
};
