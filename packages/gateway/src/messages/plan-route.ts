import { type ExplainLocale, explainPlan, parsePhone, planRoute } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import { toRouteAccount } from "../dispatch/plan-chunk.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import type { RouteQuestion, RouteReply } from "./schemas.ts";

/** Where a message of an organization would go at this moment, and why. Sends and stores nothing. */
export function planMessageRoute(
  { routing, clock, newId, circuits }: GatewayContext,
  organizationId: string,
  { to, body, category = "transactional", ...wishes }: RouteQuestion,
  locale: ExplainLocale,
): GatewayResult<RouteReply> {
  const phone = parsePhone(to);
  if (!phone.ok) return refused("invalid_recipient", { path: "/to", detail: phone.reason });
  const { accounts, ...rest } = routing(organizationId);
  const plan = planRoute(
    { id: newId(), to: phone.e164, text: body, category, ...wishes },
    { ...rest, accounts: accounts.map(toRouteAccount), health: circuits.health(), at: clock.now() },
  );
  return done({
    to: phone.e164,
    ...(plan.rule !== undefined && { rule: plan.rule }),
    candidates: plan.candidates.map(({ account, kind, reasons, segments, price }) => ({
      account,
      provider: kind,
      reasons: reasons.map(({ code }) => code),
      segments,
      ...(price && { price }),
    })),
    excluded: plan.excluded.map(({ account, reason }) => ({ account, reason: reason.code })),
    explanation: explainPlan(plan, locale),
  });
}
