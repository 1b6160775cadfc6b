import { multiplyDecimal } from "../decimal.ts";
import type { Money } from "../provider.ts";
import type { RouteAccount, RouteMessage, RoutePlan } from "../routing/plan.ts";
import { type Segmentation, segments } from "../text/segments.ts";
import { type ReplacementSuggestion, suggestReplacements } from "../text/suggest-replacements.ts";

/** What a message will be and cost, before anybody sends it. */
export interface Preview
  extends Pick<Segmentation, "encoding" | "segments" | "unitsLeft" | "offending"> {
  /** As the phone will show it. */
  readonly text: string;
  /** The account that is tried first; absent when none can carry it. */
  readonly account?: string;
  /** Of the whole message, where the rate is known. */
  readonly price?: Money;
  /** Replacing these characters makes it cheaper. */
  readonly suggestion?: ReplacementSuggestion & { readonly price?: Money };
  /** The others that may carry it, should the first not take it. */
  readonly alternatives: readonly {
    readonly account: string;
    readonly segments: number;
    readonly price?: Money;
  }[];
}

/** Counts and prices a message by its plan, on the text that the first account really sends. */
export function preview(
  message: Pick<RouteMessage, "text">,
  plan: RoutePlan,
  accounts: readonly RouteAccount[],
): Preview {
  const [first, ...others] = plan.candidates;
  const account = accounts.find(({ id }) => id === first?.account);
  const text = account?.prepareText?.(message.text) ?? message.text;
  const { encoding, segments: count, unitsLeft, offending } = segments(text);
  const suggestion = suggestReplacements(text);
  const { price, pricePerSegment: rate } = first ?? {};
  return {
    text,
    encoding,
    segments: count,
    unitsLeft,
    offending,
    ...(first && { account: first.account }),
    ...(price && { price }),
    ...(suggestion &&
      suggestion.saved > 0 && {
        suggestion: {
          ...suggestion,
          ...(rate && { price: times(rate, suggestion.segments) }),
        },
      }),
    alternatives: others.map(({ account: id, segments: number, price: cost }) => ({
      account: id,
      segments: number,
      ...(cost && { price: cost }),
    })),
  };
}

const times = ({ amount, currency }: Money, count: number): Money => ({
  amount: multiplyDecimal(amount, count),
  currency,
});
