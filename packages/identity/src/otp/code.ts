/** Letters and digits that cannot be misread for one another on a small screen. */
const referenceAlphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** Fills a byte array with random values; `crypto.getRandomValues` unless a test says otherwise. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

const systemRandom: RandomBytes = (bytes) => crypto.getRandomValues(bytes);

/**
 * A one-time code of `length` decimal digits, each code equally likely, leading zeros kept.
 * (NIST SP 800-63B-4 section 3.1.3.2: at least six digits from a CSPRNG.)
 */
export const randomCode = (length: number, random: RandomBytes = systemRandom): string =>
  randomText("0123456789", length, random);

/** A short tag that tells two messages of one challenge apart: `K7X`. It is no secret. */
export const randomReference = (random: RandomBytes = systemRandom): string =>
  randomText(referenceAlphabet, 3, random);

/** Bytes past the largest multiple of the alphabet are thrown away: a plain modulo favours its start. */
const randomText = (alphabet: string, length: number, random: RandomBytes): string => {
  const limit = 256 - (256 % alphabet.length);
  let text = "";
  while (text.length < length) {
    for (const byte of random(new Uint8Array(length))) {
      if (byte < limit && text.length < length) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
};
