import {
  type CircuitHealth,
  explainSendError,
  type Money,
  planRoute,
  type RouteAccount,
  type RouteCandidate,
  type RoutePlan,
  type SendErrorCode,
  sendErrors,
} from "mq-sms";
import type { Chunk, QueuedMessage } from "../ledger/claim.ts";
import type { Routing } from "./routing.ts";

/** A message with its next account. */
export interface Planned {
  readonly message: QueuedMessage;
  /** If this account surely does not take it, another one may. */
  readonly alternative: boolean;
  /** Of a segment at this account, where a rate tells it. */
  readonly rate?: Money | undefined;
}

/** Account under which messages are noted that no account can carry. */
export const nowhere = "none";

/**
 * Decides through which account each message of a chunk goes next, by the health of this moment: one
 * that was queued for a provider that has failed since goes through another.
 */
export function planChunk(
  { messages }: Chunk,
  routing: Routing,
  health: ReadonlyMap<string, CircuitHealth>,
  at: Date,
): ReadonlyMap<string, Planned[]> {
  const setup = { ...routing, accounts: routing.accounts.map(toRouteAccount), health, at };
  const planned = new Map<string, Planned[]>();
  for (const message of messages) {
    const plan = planRoute(toRouteMessage(message), setup);
    const { next, alternative } = nextAccount(plan, message);
    const place = next?.account ?? nowhere;
    const together = planned.get(place);
    const each = { message, alternative, rate: next?.pricePerSegment };
    if (together === undefined) planned.set(place, [each]);
    else together.push(each);
  }
  return planned;
}

/**
 * Those that refused it are asked again only when nobody else is left, and if it may help; last of all
 * who asked to be left alone.
 */
function nextAccount(
  { candidates }: RoutePlan,
  { refusals }: QueuedMessage,
): { next: RouteCandidate | undefined; alternative: boolean } {
  if (refusals.length === 0)
    return { next: candidates[0], alternative: candidates[1] !== undefined };
  const refused = new Map(refusals.map(splitRefusal));
  const untried = candidates.filter(({ account }) => !refused.has(account));
  const [first, second] = untried;
  if (first) return { next: first, alternative: second !== undefined };
  const again = candidates.filter(({ account }) => {
    const code = refused.get(account);
    return code !== undefined && isCode(code) && explainSendError({ code }).retryable;
  });
  const willing = again.find(({ account }) => refused.get(account) !== "throttled") ?? again[0];
  return { next: willing, alternative: false };
}

const splitRefusal = (refusal: string): [string, string] => {
  const at = refusal.lastIndexOf(":");
  return [refusal.slice(0, at), refusal.slice(at + 1)];
};

const isCode = (text: string): text is SendErrorCode => Object.hasOwn(sendErrors, text);

/** An account as routing knows it. */
export const toRouteAccount = ({ id, provider }: Routing["accounts"][number]): RouteAccount => ({
  id,
  kind: provider.kind,
  capabilities: provider.capabilities,
  ...(provider.prepareText && { prepareText: provider.prepareText }),
});

/** A sealed text is planned as plain: codes have no accents. */
const toRouteMessage = ({ id, recipient, body, category, sender, options }: QueuedMessage) => ({
  id,
  to: recipient,
  text: body ?? "",
  category,
  from: sender ?? undefined,
  provider: options?.provider,
  maxPrice: options?.maxPrice,
});
