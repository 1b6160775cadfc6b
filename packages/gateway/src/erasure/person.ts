import { createHmac, type KeyObject } from "node:crypto";
import { type Database, findHeldKey, heldKey, type Secrets } from "@nx/core";

/** Begins what stands in the place of an erased number. No number begins so. */
export const erasedPrefix = "erased:";

/**
 * What a number is replaced by: the same for each of a person's messages in an organization, and
 * without the organization's key neither reversed nor found by trying all numbers.
 */
export const erasedForm = (key: KeyObject, phone: string): string =>
  `${erasedPrefix}${createHmac("sha256", key).update(phone).digest("base64url")}`;

/** Whose key it is by which the people of an organization are erased. */
export const erasureKeyName = "erasure";

/** What is needed to look after keys. */
interface Keys {
  readonly database: Pick<Database, "orm">;
  readonly secrets: Secrets;
}

/** The organization's key, made when it is first needed; `undefined` without a keyring. */
export const erasureKey = (
  { database, secrets }: Keys,
  organizationId: string,
): Promise<KeyObject | undefined> =>
  heldKey(database.orm, secrets, { organizationId, name: erasureKeyName });

/** The organization's key, if it has erased anybody. */
export const findErasureKey = (
  { database, secrets }: Keys,
  organizationId: string,
): Promise<KeyObject | undefined> =>
  findHeldKey(database.orm, secrets, { organizationId, name: erasureKeyName });

/** A person to be forgotten. */
export interface Person {
  readonly organizationId: string;
  /** E.164. */
  readonly phone: string;
  /** What the number is replaced by. */
  readonly form: string;
}

/** Whose data is asked for. */
export type KnownPerson = Pick<Person, "organizationId" | "phone">;

/** What some place holds of a person: lists by name, each read page by page as it is written out. */
export type PersonExporter = (
  person: KnownPerson,
) => Readonly<Record<string, AsyncIterable<readonly object[]>>>;

/** Forgets a person in some place, wholly and as often as it is asked. */
export type Eraser = (person: Person, signal: AbortSignal) => Promise<void>;
