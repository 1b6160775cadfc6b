import {
  type CircuitHealth,
  parsePhone,
  planRoute,
  type RouteAccount,
  type RoutePlan,
  type SmsCategory,
  segments,
} from "mq-sms";
import { toRouteAccount } from "../dispatch/plan-chunk.ts";
import type { Routing } from "../dispatch/routing.ts";
import { type Lane, lanes, type NewMessage } from "../ledger/accept.ts";
import type { MessageOptions } from "../ledger/tables.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import type { WrittenMessage } from "./compose.ts";

/** A request that passed every check that needs no database. */
export type CheckedMessage = Omit<NewMessage, "sealed" | "idempotency" | "organizationId"> & {
  readonly body: string;
};

/** Longer texts cost more than anybody means to pay. */
const mostSegments = 10;
const furthestAheadMs = 90 * 86_400_000;

/** Seconds for which a message is of use, by what it is for. */
export const validitySeconds: Readonly<Record<SmsCategory, number>> = {
  otp: 300,
  transactional: 24 * 3600,
  promotional: 72 * 3600,
};

/** Checks a request at the edge, so that what is accepted can be sent. */
export function checkMessage(
  input: WrittenMessage,
  {
    id,
    routing,
    bulk,
    now,
  }: { readonly id: string; readonly routing: Routing; readonly bulk: boolean; readonly now: Date },
): GatewayResult<CheckedMessage> {
  if (routing.accounts.length === 0) return refused("sms_not_configured");
  const phone = parsePhone(input.to);
  if (!phone.ok) return refused("invalid_recipient", { path: "/to", detail: phone.reason });
  const { provider, maxPrice, template, notBefore, sendBy } = input;
  const textPath = template === undefined ? "/body" : "/template";
  if (provider !== undefined && !knows(routing, provider))
    return refused("unknown_provider", { path: "/provider" });
  const { segments: count, encoding } = segments(input.body);
  if (count > mostSegments)
    return refused("too_many_segments", { path: textPath, detail: `At most ${mostSegments}.` });
  const starts = notBefore === undefined ? now.getTime() : Date.parse(notBefore);
  if (Number.isNaN(starts) || starts - now.getTime() > furthestAheadMs)
    return refused("too_late", { path: "/notBefore" });
  if (sendBy !== undefined && !(Date.parse(sendBy) > Math.max(starts, now.getTime())))
    return refused("too_late", { path: "/sendBy" });

  const category = input.category ?? "transactional";
  const later = starts > now.getTime() ? new Date(starts).toISOString() : undefined;
  const checked: CheckedMessage = {
    id,
    lane: laneOf(category, bulk),
    category,
    recipient: phone.e164,
    sender: input.from,
    body: input.body,
    encoding,
    segments: count,
    validitySeconds: validitySeconds[category],
    notBefore: later,
    sendBy: sendBy === undefined ? undefined : new Date(sendBy).toISOString(),
    options: optionsOf(input, later),
  };
  const isPlain = encoding === "GSM-7" && provider === undefined && maxPrice === undefined;
  if (isPlain || planOf(checked, routing, now).candidates.length > 0) return done(checked);
  return refused("no_route", { path: maxPrice === undefined ? textPath : "/maxPrice" });
}

/** What few messages have. */
function optionsOf(
  { provider, maxPrice, callbackUrl, metadata, template }: WrittenMessage,
  notBefore: string | undefined,
): MessageOptions | undefined {
  const isAny = provider ?? maxPrice ?? callbackUrl ?? metadata ?? notBefore ?? template;
  if (isAny === undefined) return undefined;
  return {
    ...(notBefore !== undefined && { notBefore }),
    ...(provider !== undefined && { provider }),
    ...(maxPrice !== undefined && { maxPrice }),
    ...(callbackUrl !== undefined && { callbackUrl }),
    ...(metadata !== undefined && { metadata }),
    ...(template !== undefined && { template }),
  };
}

const laneOf = (category: SmsCategory, bulk: boolean): Lane => {
  if (category === "otp") return lanes.otp;
  return bulk || category === "promotional" ? lanes.bulk : lanes.transactional;
};

const knows = ({ accounts }: Routing, name: string): boolean =>
  accounts.some(({ id, provider }) => id === name || provider.kind === name);

/** Where it would go at this moment, and why. */
export const planOf = (
  { id, recipient, body, category, sender, options }: CheckedMessage,
  { health, ...routing }: Routing & { readonly health?: ReadonlyMap<string, CircuitHealth> },
  at: Date,
): RoutePlan => {
  const accounts: readonly RouteAccount[] = routing.accounts.map(toRouteAccount);
  const message = {
    id,
    to: recipient,
    text: body,
    category,
    from: sender,
    provider: options?.provider,
    maxPrice: options?.maxPrice,
  };
  return planRoute(message, { ...routing, accounts, at, ...(health && { health }) });
};

/**
 * What makes two requests the same: the first half of the SHA-256 over their fields in the order of
 * their names, so that spelling does not matter; as a UUID without its dashes.
 */
export const fingerprintOf = (value: unknown): string =>
  Bun.SHA256.hash(JSON.stringify(inOrder(value)), "hex").slice(0, 32);

/** JSON leaves out fields that are undefined. */
function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  // Of an object without a prototype `__proto__` is a name as any other.
  const ordered: Record<string, unknown> = Object.create(null);
  for (const name of Object.keys(value).sort()) ordered[name] = inOrder(Reflect.get(value, name));
  return ordered;
}
