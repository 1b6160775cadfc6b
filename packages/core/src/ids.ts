import type { Clock } from "./clock.ts";

const [dash = 0, digit0 = 0, letterA = 0] = Buffer.from("-0a");
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const characters = Buffer.from(alphabet);
/** Characters put together in it become text at once: one by one, an id in a reply costs four times as much. */
const suffix = Buffer.alloc(26);
// 26 characters hold 130 bits: a first character above 7 would overflow the 128 of a UUID.
const canonical = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** A UUIDv7 (RFC 9562): sorts by time of making, which keeps inserts local in an index. */
export const newUuid = (clock: Clock): string => Bun.randomUUIDv7("hex", clock.now());

/** When a UUIDv7 was made: milliseconds since 1970. */
export const timeOfUuid = (uuid: string): number =>
  Number.parseInt(uuid.replaceAll("-", "").slice(0, 12), 16);

/**
 * The id that leaves the system, in TypeID form: `toPublicId("otp", uuid)` is `otp_` and 26
 * characters of lower-case Crockford base32. Sorts as the UUID does.
 */
export const toPublicId = (prefix: string, uuid: string): string => {
  let length = 0;
  // 26 characters of 5 bits hold two more than a UUID has: they lead, and are zero.
  let bits = 0;
  let held = 2;
  for (let at = 0; at < uuid.length; at += 1) {
    const code = uuid.charCodeAt(at);
    if (code === dash) continue;
    bits = (bits << 4) | (code < letterA ? code - digit0 : (code | 32) - letterA + 10);
    held += 4;
    if (held < 5) continue;
    held -= 5;
    suffix[length] = characters[(bits >> held) & 31] ?? 0;
    length += 1;
    bits &= (1 << held) - 1;
  }
  return `${prefix}_${suffix.toString("latin1", 0, length)}`;
};

/**
 * The UUID inside a public id, or `undefined` unless `text` is exactly what {@link toPublicId}
 * writes for that prefix: no other case, no look-alike letters, no overflow. One row, one id.
 */
export const fromPublicId = (prefix: string, text: string): string | undefined => {
  const suffix = text.slice(prefix.length + 1);
  if (!text.startsWith(`${prefix}_`) || !canonical.test(suffix)) return undefined;
  let bits = 0n;
  for (const character of suffix) bits = (bits << 5n) | BigInt(alphabet.indexOf(character));
  const hex = bits.toString(16).padStart(32, "0");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};
