import { randomUUID } from "node:crypto";
import { type Static, type TObject, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { and, eq, isNull } from "drizzle-orm";
import type { Orm } from "../database/database.ts";
import type { RowIdentity, SecretFailure, Secrets } from "../secrets/index.ts";
import type { FieldProblem } from "../validation.ts";
import { type Document, examine, isDocument, joinSecrets } from "./document.ts";
import { fieldsOf, type Setting } from "./setting.ts";
import { settings } from "./tables.ts";

export type SettingRow = typeof settings.$inferSelect;

/** Whose setting it is; a null organization is the platform. */
export interface Address {
  readonly organizationId: string | null;
  readonly group: string;
  readonly key: string;
  readonly environment: string;
}

/** A secret as the row holds it. */
export const StoredSecret = Type.Object({
  keyId: Type.String(),
  ciphertext: Type.String(),
  last4: Type.Optional(Type.String()),
  updatedAt: Type.String(),
  rotateBy: Type.Optional(Type.String()),
});
export type StoredSecret = Static<typeof StoredSecret>;
const StoredSecrets = Type.Record(Type.String(), StoredSecret);
export type StoredSecrets = Static<typeof StoredSecrets>;

/** What a secret's ciphertext is bound to: it opens in this field of this row and nowhere else. */
export const secretIdentity = (address: Address, path: string): RowIdentity => [
  "settings",
  address.organizationId,
  address.group,
  address.key,
  address.environment,
  path,
];

export const isAt = (address: Address) =>
  and(
    address.organizationId === null
      ? isNull(settings.organizationId)
      : eq(settings.organizationId, address.organizationId),
    eq(settings.group, address.group),
    eq(settings.key, address.key),
    eq(settings.environment, address.environment),
  );

/** A row decrypted. */
export interface OpenedRow {
  readonly document: Document;
  readonly secrets: StoredSecrets;
  /** Stands in the document where a secret could not be decrypted; random, so never a real value. */
  readonly sealed: string;
  readonly problems: FieldProblem[];
}

const sealedMessages: Record<SecretFailure, string> = {
  no_keyring: "The secret is encrypted and no key-encryption key is configured.",
  unknown_key: "The secret is encrypted under a key that is not configured.",
  undecryptable: "The secret cannot be decrypted: it was altered, or belongs to another setting.",
};

/** Decrypts a row. Whatever the row holds, this answers: faults become problems. */
export const openRow = async (
  orm: Orm,
  vault: Secrets,
  schema: TObject,
  row: SettingRow,
): Promise<OpenedRow> => {
  const sealed = randomUUID();
  const problems: FieldProblem[] = [];
  const plain = new Map<string, string>();
  const secrets = Value.Check(StoredSecrets, row.secrets) ? row.secrets : {};
  if (secrets !== row.secrets || (row.value !== null && !isDocument(row.value))) {
    problems.push({ path: "", code: "wrong_type", message: "The stored row cannot be read." });
  }
  for (const { path, secret } of fieldsOf(schema)) {
    const stored = secret ? secrets[path] : undefined;
    if (!stored) continue;
    const result = await vault.decrypt(orm, secretIdentity(row, path), stored);
    plain.set(path, result.ok ? result.plaintext : sealed);
    if (!result.ok)
      problems.push({ path, code: result.reason, message: sealedMessages[result.reason] });
  }
  const value = isDocument(row.value) ? row.value : {};
  return { document: joinSecrets(value, plain), secrets, sealed, problems };
};

/** {@link examine}, with the secrets that are still sealed as the first of the problems. */
export const examineOpened = (setting: Setting, opened: OpenedRow) => {
  const { document, problems } = examine(setting, opened.document);
  const sealed = new Set(opened.problems.map(({ path }) => path));
  return {
    document,
    problems: [...opened.problems, ...problems.filter(({ path }) => !sealed.has(path))],
  };
};
