import { createHash, randomBytes, randomInt } from "node:crypto";
import { crc32 } from "node:zlib";
import type { KeyKind } from "./schemas.ts";

/** Finds keys in any text, for scanners that look for secrets in the wrong places. */
export const apiKeyPattern = "\\b(?:sk_live|sk_test|pk_live)_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}\\b";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const form = /^(?:sk_live|sk_test|pk_live)_([0-9A-Za-z]{8})_[0-9A-Za-z]{49}$/;
const keyIdLength = 8;
// The fewest digits that hold 32 bytes, and those that hold the 32 bits of a checksum.
const secretBytes = 32;
const secretLength = 43;
const checksumLength = 6;

/** The public part of a new key, by which it is looked up and recognised. */
export const newKeyId = (): string =>
  Array.from({ length: keyIdLength }, () => alphabet.charAt(randomInt(alphabet.length))).join("");

/** A new key with this public part: 256 random bits and a checksum over everything before it. */
export const newKeyText = (kind: KeyKind, keyId: string): string => {
  const secret = BigInt(`0x${randomBytes(secretBytes).toString("hex")}`);
  const text = `${kind}_${keyId}_${base62(secret, secretLength)}`;
  return text + checksumOf(text);
};

/**
 * The public part of a key; undefined for what nobody ever was given, by its form or its checksum:
 * typing errors and most inventions are refused without a query.
 */
export const keyIdOf = (text: string): string | undefined => {
  const keyId = form.exec(text)?.[1];
  if (keyId === undefined) return undefined;
  const checked = text.slice(0, -checksumLength);
  return text === checked + checksumOf(checked) ? keyId : undefined;
};

/** What is stored of a key. A secret of 256 random bits needs no slow hash. */
export const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();

const checksumOf = (text: string): string => base62(BigInt(crc32(text)), checksumLength);

const base62 = (value: bigint, length: number): string => {
  let text = "";
  for (let rest = value; text.length < length; rest /= 62n)
    text = alphabet.charAt(Number(rest % 62n)) + text;
  return text;
};
