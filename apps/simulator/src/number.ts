/**
 * The E.164 form of a number as people write it: `0912 345 678`, `84912345678`, `+84912345678` and
 * `0084912345678` are one phone. `undefined` for what is no number.
 */
export function toE164(input: string): string | undefined {
  const compact = input.replace(/[\s.()-]/g, "");
  const international = compact
    .replace(/^00/, "+")
    .replace(/^0/, "+84")
    .replace(/^\+?840?/, "+84")
    .replace(/^(?=\d)/, "+");
  return /^\+[1-9]\d{6,14}$/.test(international) ? international : undefined;
}
