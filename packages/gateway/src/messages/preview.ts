import { type ExplainLocale, explainPlan, preview } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import { toRouteAccount } from "../dispatch/plan-chunk.ts";
import { done, type GatewayResult } from "../problems.ts";
import { checkMessage, planOf } from "./check.ts";
import type { PreviewReply, SendBody } from "./schemas.ts";

/** What a message would be, where it would go and what it would cost. Sends and stores nothing. */
export function previewMessage(
  { routing, clock, newId, circuits }: GatewayContext,
  organizationId: string,
  input: SendBody,
  locale: ExplainLocale,
): GatewayResult<PreviewReply> {
  const now = clock.now();
  const current = routing(organizationId);
  const checked = checkMessage(input, { id: newId(), routing: current, bulk: false, now });
  if (!checked.ok) return checked;
  const plan = planOf(checked.value, { ...current, health: circuits.health() }, now);
  const { text, encoding, segments, unitsLeft, offending, account, price, suggestion } = preview(
    { text: input.body },
    plan,
    current.accounts.map(toRouteAccount),
  );
  return done({
    to: checked.value.recipient,
    text,
    encoding,
    segments,
    unitsLeft,
    offending: offending.map(({ character, index }) => ({ character, index })),
    ...(account !== undefined && { account }),
    ...(price && { price }),
    ...(suggestion && {
      suggestion: {
        text: suggestion.text,
        segments: suggestion.segments,
        saved: suggestion.saved,
      },
    }),
    explanation: explainPlan(plan, locale),
  });
}
