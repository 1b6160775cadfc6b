import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from "node:crypto";
import type { Orm } from "../database/database.ts";
import { findHeldKey, heldKey } from "../secrets/held-keys.ts";
import type { Secrets } from "../secrets/index.ts";
import type { AuditHead } from "./schemas.ts";

/** Of the platform, for the chains of all organizations. */
const signingKey = { organizationId: null, name: "audit" } as const;

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const privatePrefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** The text that a head's signature is over. */
export const headText = ({
  organizationId,
  seq,
  hash,
  signedAt,
}: Omit<AuditHead, "signature">): Buffer =>
  Buffer.from(JSON.stringify(["nx-audit-head-1", organizationId, String(seq), hash, signedAt]));

/** Signs heads; made when it is first needed. `undefined` without a keyring. */
export async function signingKeyOf(orm: Orm, secrets: Secrets): Promise<KeyObject | undefined> {
  const seed = await heldKey(orm, secrets, signingKey);
  return seed && toPrivateKey(seed);
}

/** What heads are checked by, SPKI in base64; `undefined` where nothing was ever signed. */
export async function publicKeyOf(orm: Orm, secrets: Secrets): Promise<string | undefined> {
  const seed = await findHeldKey(orm, secrets, signingKey);
  if (seed === undefined) return undefined;
  return createPublicKey(toPrivateKey(seed))
    .export({ format: "der", type: "spki" })
    .toString("base64");
}

const toPrivateKey = (seed: KeyObject): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([privatePrefix, seed.export()]),
    format: "der",
    type: "pkcs8",
  });

/** The head with its signature. */
export const signHead = (key: KeyObject, head: Omit<AuditHead, "signature">): AuditHead => ({
  ...head,
  signature: signBytes(null, headText(head), key).toString("base64"),
});

/** Whether the head was signed by the owner of the key. */
export const isSigned = (publicKey: string, head: AuditHead): boolean => {
  const key = createPublicKey({
    key: Buffer.from(publicKey, "base64"),
    format: "der",
    type: "spki",
  });
  return verifyBytes(null, headText(head), key, Buffer.from(head.signature, "base64"));
};
