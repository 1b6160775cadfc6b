/** A decimal number as a count of its last digits: 1.50 is 150 of 2 places. */
interface Scaled {
  readonly units: bigint;
  readonly places: number;
}

/** Whether a text is a plain decimal number such as `0.0333`: no sign, no exponent. */
export const isDecimal = (text: string): boolean => /^\d+(\.\d+)?$/.test(text);

/** The exact sum of plain decimal numbers, with as many places as the longest has. */
export const sumDecimals = (amounts: readonly string[]): string =>
  write(
    amounts.map(parse).reduce(
      (sum, amount) => {
        const places = Math.max(sum.places, amount.places);
        return { units: unitsAt(sum, places) + unitsAt(amount, places), places };
      },
      { units: 0n, places: 0 },
    ),
  );

/** The exact product of a plain decimal number and a whole number. */
export function multiplyDecimal(amount: string, times: number): string {
  const { units, places } = parse(amount);
  return write({ units: units * BigInt(times), places });
}

/** Negative, zero or positive, as `Array.prototype.sort` takes it. */
export function compareDecimals(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  const places = Math.max(left.places, right.places);
  const difference = unitsAt(left, places) - unitsAt(right, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function parse(amount: string): Scaled {
  const [whole = "0", fraction = ""] = amount.split(".");
  return { units: BigInt(whole + fraction), places: fraction.length };
}

const unitsAt = ({ units, places }: Scaled, more: number): bigint =>
  units * 10n ** BigInt(more - places);

function write({ units, places }: Scaled): string {
  const digits = String(units).padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
