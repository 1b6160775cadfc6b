import type { CampaignRow } from "./row.ts";
import type { Variant } from "./schemas.ts";

/**
 * The place of the variant that the `k`-th recipient gets, from 1: of every so many in a row as the
 * weights are together, each variant gets exactly its weight.
 */
export function variantOf(k: number, variants: readonly Pick<Variant, "weight">[]): number {
  const sum = variants.reduce((total, { weight }) => total + weight, 0);
  let rest = (k - 1) % sum;
  for (const [place, { weight }] of variants.entries()) {
    if (rest < weight) return place;
    rest -= weight;
  }
  return 0;
}

/** The place of the variant that recipient number `n` of a campaign gets, at its present stage. */
export function variantFor(
  n: number,
  { variants, trial, stage, winner }: Pick<CampaignRow, "variants" | "trial" | "stage" | "winner">,
): number {
  if (winner !== null) return winner;
  // The numbers of a trial are that far apart: by itself each would always meet the same variant.
  const k = stage === "trial" && trial ? Math.floor((n * trial.share) / 100) : n;
  return variantOf(k, variants);
}
