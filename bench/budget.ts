/** What was measured, and whether it is what it has to be. */
export interface Budget {
  readonly measured: number;
  readonly budget: string;
  readonly held: boolean;
}

/** At least so much. */
export const atLeast = (measured: number, least: number): Budget => ({
  measured: twoDecimals(measured),
  budget: `>= ${least}`,
  held: measured >= least,
});

/** At most so much. */
export const atMost = (measured: number, most: number): Budget => ({
  measured: twoDecimals(measured),
  budget: `<= ${most}`,
  held: measured <= most,
});

const twoDecimals = (value: number): number => Math.round(value * 100) / 100;
