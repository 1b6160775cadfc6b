import crypto from "node:crypto";
import type { AddressCheck } from "./allow-lists.ts";
import type { ApiKeysContext } from "./context.ts";
import { digestOf, keyIdOf } from "./key-text.ts";
import type { StoredKey, VerifiedKey } from "./stored-key.ts";

/** Where a request comes from, as the transport found out. */
export interface KeyBearer {
  /** The client's address; asked for only where the key opens from some alone. */
  readonly ip?: (() => string | undefined) | undefined;
  /** The header `Origin`. */
  readonly origin?: string | undefined;
}

/** Why a key does not open. All but the first two are told to the holder of a right secret only. */
export type KeyRefusal =
  /** Not what keys look like; nothing was asked of the database. */
  | "malformed"
  /** No such key, or another secret. */
  | "unknown"
  | "revoked"
  /** The key, or the secret before its last rotation, has come to its end. */
  | "expired"
  | "ip_not_allowed"
  | "origin_not_allowed";

export type KeyVerification =
  | { readonly ok: true; readonly key: VerifiedKey }
  | {
      readonly ok: false;
      readonly refusal: KeyRefusal;
      /** Whose right secret it is that does not open, for the audit. */
      readonly key?: VerifiedKey;
    };

/** Stands in for keys that do not exist, so that they cost the same work. */
const dummy = crypto.randomBytes(32);

/**
 * Whose key this is, by what the database said at most a second ago. Rejects with
 * `DatabaseUnavailable` when it cannot be asked: a key is then neither right nor wrong.
 */
export const verifyApiKey = async (
  { lookups, usage, timing }: Pick<ApiKeysContext, "lookups" | "usage" | "timing">,
  text: string,
  bearer: KeyBearer,
): Promise<KeyVerification> => {
  const keyId = keyIdOf(text);
  if (keyId === undefined) return refused("malformed");
  const digest = digestOf(text);
  const { keys, askedAtMs } = await lookups.find(keyId);
  const match = findMatch(keys, digest);
  if (!match) return refused("unknown");
  const refusal = refusalOf(match, bearer, timing.monotonicMs() - askedAtMs);
  if (refusal) return { ...refused(refusal), key: match.stored.key };
  usage.count(match.stored.key);
  return { ok: true, key: match.stored.key };
};

interface Match {
  readonly stored: StoredKey;
  /** By the secret before the last rotation. */
  readonly isPrevious: boolean;
}

/** Compares both secrets of each key, and of a dummy where there is none, whatever was found before. */
const findMatch = (keys: readonly StoredKey[], digest: Buffer): Match | undefined => {
  const candidates: readonly (StoredKey | undefined)[] = keys.length > 0 ? keys : [undefined];
  let match: Match | undefined;
  for (const stored of candidates) {
    const isCurrent = crypto.timingSafeEqual(stored?.digest ?? dummy, digest);
    const isPrevious = crypto.timingSafeEqual(stored?.previousDigest ?? dummy, digest);
    if (stored && (isCurrent || isPrevious)) match = { stored, isPrevious: !isCurrent };
  }
  return match;
};

const refusalOf = (
  { stored, isPrevious }: Match,
  { ip, origin }: KeyBearer,
  ageMs: number,
): KeyRefusal | undefined => {
  if (stored.isRevoked) return "revoked";
  if (isOver(stored.endsInMs, ageMs)) return "expired";
  if (isPrevious && isOver(stored.previousEndsInMs, ageMs)) return "expired";
  if (stored.admitsAddress && !isAdmitted(stored.admitsAddress, ip?.())) return "ip_not_allowed";
  if (stored.key.isPublishable && !(origin !== undefined && stored.allowedOrigins.includes(origin)))
    return "origin_not_allowed";
  return undefined;
};

const isAdmitted = (admits: AddressCheck, ip: string | undefined): boolean =>
  ip !== undefined && admits(ip);

const isOver = (endsInMs: number | null, ageMs: number): boolean =>
  endsInMs !== null && endsInMs <= ageMs;

const refused = (refusal: KeyRefusal) => ({ ok: false, refusal }) as const;
