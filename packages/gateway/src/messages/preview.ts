import { type ExplainLocale, explainPlan, preview } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import { toRouteAccount } from "../dispatch/plan-chunk.ts";
import { termsOf } from "../money/price.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { atQuietHours } from "../quiet-hours/at-quiet-hours.ts";
import { quietHoursReason } from "../quiet-hours/quiet-hours.ts";
import { checkMessage, planOf } from "./check.ts";
import { writeMessage } from "./compose.ts";
import type { PreviewReply, SendBody } from "./schemas.ts";

/** What a message would be, where it would go, when, and what it would cost. Sends and stores nothing. */
export async function previewMessage(
  context: GatewayContext,
  organizationId: string,
  input: SendBody,
  locale: ExplainLocale,
): Promise<GatewayResult<PreviewReply>> {
  const { clock, newId, circuits, outbound } = context;
  const now = clock.now();
  const { routing: current } = await termsOf(context, organizationId);
  const written = await writeMessage(context, organizationId, input);
  if (!written.ok) return written;
  const checked = checkMessage(written.value, { id: newId(), routing: current, bulk: false, now });
  if (!checked.ok) return checked;
  if (input.callbackUrl !== undefined && !outbound.accepts(input.callbackUrl))
    return refused("webhook_url_refused", { path: "/callbackUrl" });
  const [timed] = await atQuietHours(context, organizationId, [
    { ...checked.value, organizationId },
  ]);
  if (timed === undefined) throw new Error("A message was not judged");
  if (!timed.ok) return timed;
  const { quietUntil } = timed.value;
  const plan = planOf(checked.value, { ...current, health: circuits.health() }, now);
  const { text, encoding, segments, unitsLeft, offending, account, price, suggestion } = preview(
    { text: checked.value.body },
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
    ...(quietUntil !== undefined && { deferred: { until: quietUntil, reason: quietHoursReason } }),
    explanation: explainPlan(plan, locale),
  });
}
