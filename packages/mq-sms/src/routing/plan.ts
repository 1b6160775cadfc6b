import { compareDecimals, multiplyDecimal } from "../decimal.ts";
import { countryOf } from "../phone.ts";
import { findRate, type RateCard } from "../pricing/rate-card.ts";
import type { Money, OutboundSms, SmsProvider } from "../provider.ts";
import { isGsm7 } from "../text/gsm7.ts";
import { segments } from "../text/segments.ts";
import type { CircuitHealth } from "./circuit.ts";
import { fractionOf } from "./hash.ts";
import { fits, type Matchable, type RouteRule } from "./rules.ts";

/** An account that may carry a message: a client, and the name by which rules know it. */
export interface RouteAccount extends Pick<SmsProvider, "kind" | "capabilities" | "prepareText"> {
  readonly id: string;
}

/** The message to route. */
export interface RouteMessage extends Pick<OutboundSms, "id" | "to" | "text" | "category"> {
  /** Sender ID that it asks for. */
  readonly from?: string | undefined;
  /** Network that serves the number, where it is known. */
  readonly network?: string | undefined;
  /** Id or kind of the one account that may be used. */
  readonly provider?: string | undefined;
  /** Most that the whole message may cost, in the rate card's currency. */
  readonly maxPrice?: Money | undefined;
}

/** What a decision rests on. */
export interface RouteSetup {
  /** In their order of preference. */
  readonly accounts: readonly RouteAccount[];
  readonly rules?: readonly RouteRule[];
  readonly rates?: RateCard;
  /** By account id; an account that is not in it is well. */
  readonly health?: ReadonlyMap<string, CircuitHealth>;
  readonly at: Date;
}

/** Why an account stands where it stands. */
export type RouteReason =
  | { readonly code: "forced" }
  | { readonly code: "rule"; readonly rule: string }
  | { readonly code: "weight"; readonly weight: number }
  | { readonly code: "cheapest"; readonly price: Money }
  | { readonly code: "order"; readonly place: number }
  /** Set back: it fails, and is tried only if nothing else takes the message. */
  | { readonly code: "circuit_open" }
  /** Goes first, to see whether it is well again. */
  | { readonly code: "probe" }
  /** Set back: it is slow or fails now and then, and gets only this share of the messages. */
  | { readonly code: "share"; readonly percent: number };

/** Why an account is left out. */
export type RouteExclusion =
  | { readonly code: "not_forced" }
  | { readonly code: "rule_excludes"; readonly rule: string }
  | { readonly code: "no_unicode" }
  | { readonly code: "too_long"; readonly most: number }
  | { readonly code: "too_expensive"; readonly price: Money }
  | { readonly code: "price_unknown" };

/** One account of a plan, in its place. */
export interface RouteCandidate {
  readonly account: string;
  readonly kind: string;
  readonly reasons: readonly RouteReason[];
  /** Of the text as this account sends it. */
  readonly segments: number;
  readonly pricePerSegment?: Money;
  /** Of all its segments. */
  readonly price?: Money;
}

/** Which accounts a message may go through, in order, and why. */
export interface RoutePlan {
  readonly rule?: string;
  readonly candidates: readonly RouteCandidate[];
  readonly excluded: readonly { readonly account: string; readonly reason: RouteExclusion }[];
}

/**
 * Decides where a message goes. Nothing is random: weights and shares go by the message's id, so the
 * same message always gets the same plan. An account that fails is set back, never left out: if
 * nothing else takes the message it is tried all the same.
 */
export function planRoute(message: RouteMessage, setup: RouteSetup): RoutePlan {
  const country = countryOf(message.to);
  const rule = ruleFor(message, country, setup);
  const routed = setup.accounts.map((account) => route(account, message, country, setup));

  const excluded: { account: string; reason: RouteExclusion }[] = [];
  const usable = routed.filter((each) => {
    const reason = exclusionOf(each, message, rule, setup);
    if (reason !== undefined) excluded.push({ account: each.account.id, reason });
    return reason === undefined;
  });
  const ordered = order(usable, message, rule);
  return {
    ...(rule && { rule: rule.name }),
    candidates: setBack(ordered, message, setup.health).map(toCandidate),
    excluded,
  };
}

function ruleFor(
  message: RouteMessage,
  country: string | undefined,
  { rules = [], at }: RouteSetup,
): RouteRule | undefined {
  if (rules.length === 0) return undefined;
  const matchable: Matchable = { ...message, at, country };
  return rules.find((each) => fits(each, matchable));
}

interface Routed {
  readonly account: RouteAccount;
  readonly segments: number;
  readonly sent: string;
  readonly pricePerSegment?: Money;
  readonly price?: Money;
  /** That it has its place in the order of the setup, until something else decides. */
  readonly reasons: readonly RouteReason[];
}

function route(
  account: RouteAccount,
  { text, to, network, category }: RouteMessage,
  country: string | undefined,
  { accounts, rates, at }: RouteSetup,
): Routed {
  const sent = account.prepareText?.(text) ?? text;
  const count = segments(sent).segments;
  const place = accounts.indexOf(account) + 1;
  const reasons: readonly RouteReason[] = [{ code: "order", place }];
  const routed: Routed = { account, segments: count, sent, reasons };
  if (rates === undefined) return routed;
  const { id, kind } = account;
  const rate = findRate(rates, { account: id, kind, to, category, at, country, network });
  if (rate === undefined) return routed;
  const { currency } = rates;
  return {
    ...routed,
    pricePerSegment: { amount: rate, currency },
    price: { amount: multiplyDecimal(rate, count), currency },
  };
}

const isNamed = ({ id, kind }: RouteAccount, name: string): boolean => id === name || kind === name;

function exclusionOf(
  { account, sent, price }: Routed,
  { provider, maxPrice }: RouteMessage,
  rule: RouteRule | undefined,
  { rates }: RouteSetup,
): RouteExclusion | undefined {
  if (provider !== undefined) {
    if (!isNamed(account, provider)) return { code: "not_forced" };
  } else if (rule !== undefined) {
    const isUsed = rule.use?.some(({ account: name }) => isNamed(account, name)) ?? false;
    const isExcluded = rule.exclude?.some((name) => isNamed(account, name)) ?? false;
    if (isExcluded || (rule.only === true && !isUsed)) {
      return { code: "rule_excludes", rule: rule.name };
    }
  }
  const { unicode, maxTextLength } = account.capabilities;
  if (!unicode && !isGsm7(sent)) return { code: "no_unicode" };
  if (sent.length > maxTextLength) return { code: "too_long", most: maxTextLength };
  if (maxPrice === undefined) return undefined;
  // A limit on money is a promise: what cannot be compared with it is not spent.
  if (price === undefined || rates?.currency !== maxPrice.currency)
    return { code: "price_unknown" };
  return compareDecimals(price.amount, maxPrice.amount) > 0
    ? { code: "too_expensive", price }
    : undefined;
}

function order(
  usable: readonly Routed[],
  message: RouteMessage,
  rule: RouteRule | undefined,
): readonly Routed[] {
  if (message.provider !== undefined) {
    return usable.map((routed) => ({ ...routed, reasons: [{ code: "forced" }] }));
  }
  const byOrder = rule?.orderBy === "price" ? byPrice(usable) : usable;
  if (rule?.use === undefined) return byOrder;
  const named = rule.use.flatMap(({ account: name, weight }) =>
    byOrder
      .filter(({ account }) => isNamed(account, name))
      .map((routed) => ({ routed, weight, draw: drawOf(message.id, routed.account.id, weight) })),
  );
  // Without weights every draw is 0, and the order of the rule stays.
  const preferred = named
    .toSorted((a, b) => a.draw - b.draw)
    .map(({ routed, weight }) => ({
      ...routed,
      reasons: [
        { code: "rule" as const, rule: rule.name },
        ...(weight === undefined ? [] : [{ code: "weight" as const, weight }]),
      ],
    }));
  const taken = new Set(preferred.map(({ account }) => account.id));
  return [...distinct(preferred), ...byOrder.filter(({ account }) => !taken.has(account.id))];
}

/** An account that a rule names twice, by id and by kind, is tried once. */
const distinct = (list: readonly Routed[]): Routed[] =>
  list.filter((each, index) => list.findIndex(({ account }) => account === each.account) === index);

/** The smallest draw goes first; accounts win in proportion to their weights (Efraimidis, Spirakis). */
const drawOf = (messageId: string, account: string, weight: number | undefined): number =>
  weight === undefined ? 0 : -Math.log(1 - fractionOf(messageId, account)) / weight;

function byPrice(usable: readonly Routed[]): readonly Routed[] {
  return usable
    .toSorted((a, b) => {
      if (a.price === undefined || b.price === undefined) {
        return Number(a.price === undefined) - Number(b.price === undefined);
      }
      return compareDecimals(a.price.amount, b.price.amount);
    })
    .map((routed) =>
      routed.price === undefined
        ? routed
        : { ...routed, reasons: [{ code: "cheapest", price: routed.price }] },
    );
}

const well: CircuitHealth = { state: "closed", share: 100 };

/** Sends what is ill to the back: slow accounts behind the well ones, open circuits behind all. */
function setBack(
  ordered: readonly Routed[],
  { id }: RouteMessage,
  health: ReadonlyMap<string, CircuitHealth> | undefined,
): readonly Routed[] {
  const first: Routed[] = [];
  const later: Routed[] = [];
  const last: Routed[] = [];
  for (const routed of ordered) {
    const { state, share } = health?.get(routed.account.id) ?? well;
    const add = (reason: RouteReason) => ({ ...routed, reasons: [...routed.reasons, reason] });
    if (state === "open") last.push(add({ code: "circuit_open" }));
    else if (state === "half-open") first.unshift(add({ code: "probe" }));
    else if (share >= 100 || fractionOf(id, routed.account.id, "share") * 100 < share)
      first.push(routed);
    else later.push(add({ code: "share", percent: share }));
  }
  return first.concat(later, last);
}

function toCandidate({
  account: { id, kind },
  reasons,
  segments: count,
  pricePerSegment,
  price,
}: Routed): RouteCandidate {
  const candidate = { account: id, kind, reasons, segments: count };
  return pricePerSegment && price ? { ...candidate, pricePerSegment, price } : candidate;
}
