import type { By, Orm } from "@nx/core";
import type { GatewayContext } from "../context.ts";
import type { GatewayResult } from "../problems.ts";
import { createWebhook } from "./create.ts";
import { listWebhooks } from "./list.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { readWebhook } from "./read.ts";
import { readDelivery } from "./read-delivery.ts";
import { removeWebhook } from "./remove.ts";
import { replayDelivery, replayRange } from "./replay.ts";
import { rotateSecret } from "./rotate-secret.ts";
import type {
  DeliveryDetail,
  DeliveryPage,
  DeliveryQuery,
  ReplayBody,
  ReplayReply,
  SentEvent,
  Webhook,
  WebhookBody,
  WebhookList,
  WebhookPatch,
  WebhookWithSecret,
} from "./schemas.ts";
import { sendTest } from "./send-test.ts";
import { type ToldEvent, tellEvents } from "./tell.ts";
import { updateWebhook } from "./update.ts";

/**
 * Whom an organization lets us tell what happens. `id` is that of an endpoint, or `callbacks`, which
 * stands for the `callbackUrl` of single messages: that one can be read, replayed and given a new
 * secret. Every change is audited as that of `by`.
 */
export interface Webhooks {
  create(
    organizationId: string,
    input: WebhookBody,
    by: By,
  ): Promise<GatewayResult<WebhookWithSecret>>;
  list(organizationId: string): Promise<WebhookList>;
  read(organizationId: string, id: string): Promise<GatewayResult<Webhook>>;
  update(
    organizationId: string,
    id: string,
    patch: WebhookPatch,
    by: By,
  ): Promise<GatewayResult<Webhook>>;
  remove(organizationId: string, id: string, by: By): Promise<GatewayResult<undefined>>;
  /** Both secrets sign for 24 hours. */
  rotateSecret(
    organizationId: string,
    id: string,
    by: By,
  ): Promise<GatewayResult<WebhookWithSecret>>;
  /** Sends a `webhook.test`, once. */
  sendTest(organizationId: string, id: string): Promise<GatewayResult<SentEvent>>;
  deliveries(
    organizationId: string,
    id: string,
    query: DeliveryQuery,
  ): Promise<GatewayResult<DeliveryPage>>;
  delivery(
    organizationId: string,
    id: string,
    eventId: string,
  ): Promise<GatewayResult<DeliveryDetail>>;
  /** Sends one event again, under the id that it always had. */
  replay(organizationId: string, id: string, eventId: string): Promise<GatewayResult<SentEvent>>;
  /** Sends what happened in a time again. */
  replayRange(
    organizationId: string,
    id: string,
    input: ReplayBody,
  ): Promise<GatewayResult<ReplayReply>>;
  /**
   * Tells endpoints what happened elsewhere, within the transaction of the caller: once it is
   * committed, or not at all.
   */
  tell(events: readonly ToldEvent[], orm: Orm): Promise<void>;
}

/** The verbs, each with what its organization may see. */
export const createWebhooks = (
  as: (organizationId: string) => GatewayContext,
  newId: () => string,
): Webhooks => ({
  create: (organizationId, input, by) =>
    createWebhook(as(organizationId), organizationId, input, by),
  list: (organizationId) => listWebhooks(as(organizationId), organizationId),
  read: (organizationId, id) => readWebhook(as(organizationId), organizationId, id),
  update: (organizationId, id, patch, by) =>
    updateWebhook(as(organizationId), organizationId, id, patch, by),
  remove: (organizationId, id, by) => removeWebhook(as(organizationId), organizationId, id, by),
  rotateSecret: (organizationId, id, by) =>
    rotateSecret(as(organizationId), organizationId, id, by),
  sendTest: (organizationId, id) => sendTest(as(organizationId), organizationId, id),
  deliveries: (organizationId, id, query) =>
    listDeliveries(as(organizationId), organizationId, id, query),
  delivery: (organizationId, id, eventId) =>
    readDelivery(as(organizationId), organizationId, id, eventId),
  replay: (organizationId, id, eventId) =>
    replayDelivery(as(organizationId), organizationId, id, eventId),
  replayRange: (organizationId, id, input) =>
    replayRange(as(organizationId), organizationId, id, input),
  tell: (events, orm) => tellEvents(events, orm, newId),
});
