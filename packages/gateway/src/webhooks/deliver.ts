import { toPublicId } from "@nx/core";
import type { GatewayContext } from "../context.ts";
import type { ClaimedDelivery } from "./claim.ts";
import { judge, retry } from "./judge.ts";
import type { Content } from "./read-contents.ts";
import { type AttemptEnd, recordAttempt, releaseDelivery } from "./record.ts";
import { eventPrefix, webhookPrefix } from "./schemas.ts";
import { openSecret } from "./secret.ts";
import { signedHeaders } from "./sign.ts";

type Context = Pick<
  GatewayContext,
  "database" | "secrets" | "outbound" | "newId" | "clock" | "timing" | "logger"
>;

/** Makes one attempt, without a transaction, and records how it ended. One that is cut is given back. */
export async function deliver(
  context: Context,
  delivery: ClaimedDelivery,
  content: Content | undefined,
  stopped: AbortSignal,
): Promise<void> {
  const { database, newId, logger } = context;
  const end = content ? await attempt(context, delivery, content, stopped) : erased;
  if (end === undefined) return releaseDelivery(database, delivery);
  const reason = await recordAttempt(database, delivery, end, newId);
  if (reason !== undefined)
    logger.warn({
      event: "webhook.disabled",
      organization: delivery.organizationId,
      id: toPublicId(webhookPrefix, delivery.endpointId),
      outcome: reason,
    });
}

/** No further attempt could end otherwise. */
const erased: AttemptEnd = { verdict: { status: "FAILED", error: "erased", isGone: false } };

async function attempt(
  context: Context,
  delivery: ClaimedDelivery,
  { url, body }: Content,
  signal: AbortSignal,
): Promise<AttemptEnd | undefined> {
  const { outbound, clock, timing } = context;
  const secrets = await openSecrets(context, delivery);
  const random = timing.random();
  if (secrets.length === 0)
    return { verdict: retry("secret_unavailable", { ...delivery, random }) };
  const id = toPublicId(eventPrefix, delivery.eventId);
  const begun = performance.now();
  const reply = await outbound.post(url, {
    headers: {
      "content-type": "application/json",
      "user-agent": "nx-webhooks/1",
      ...signedHeaders(secrets, { id, at: delivery.claimedAt, body }),
    },
    body,
    signal,
  });
  if (reply.kind === "failed" && reply.reason === "aborted") return undefined;
  if (reply.kind === "failed" && reply.reason === "refused") noteRefused(context, delivery);
  const verdict = judge(delivery, reply, { now: clock.now(), random });
  if (reply.kind === "failed") return { verdict };
  const durationMs = Math.round(performance.now() - begun);
  return { verdict, durationMs, response: reply.text };
}

async function openSecrets(context: Context, delivery: ClaimedDelivery): Promise<string[]> {
  const { organizationId, endpointId: id, secrets } = delivery;
  const opened = await Promise.all(
    secrets.map((secret) => openSecret(context, { organizationId, id }, secret)),
  );
  return opened.flatMap((secret) => secret ?? []);
}

/** Its owner reads that the connection failed; an operator, that somebody pointed it inward. */
const noteRefused = ({ logger }: Context, { organizationId, endpointId }: ClaimedDelivery) =>
  logger.warn({
    event: "webhook.refused_address",
    organization: organizationId,
    id: toPublicId(webhookPrefix, endpointId),
  });
