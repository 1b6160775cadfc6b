import type { Access } from "@nx/core";
import { parsePhone } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import { type GatewayResult, refused } from "../problems.ts";
import { readConsent } from "./read.ts";
import { recordConsents } from "./record.ts";
import type { ConsentBody, ConsentCategory, ConsentScope, ConsentState } from "./schemas.ts";

/** Opts somebody out, or in again, in their name. Resolves to where they stand then. */
export async function changeConsent(
  context: GatewayContext,
  organizationId: string,
  { phone: text, kind, sender = "", category, reason }: ConsentBody,
  { actor }: Pick<Access, "actor">,
): Promise<GatewayResult<ConsentState>> {
  const phone = parsePhone(text);
  if (!phone.ok) return refused("invalid_recipient", { path: "/phone", detail: phone.reason });
  const scope = category ?? (kind === "opted_out" ? "promotional" : "all");
  const source = actor.startsWith("user:") ? "console" : "api";
  await recordConsents(context, organizationId, [
    { phone: phone.e164, kind, sender, category: toCategory(scope), source, reason, actor },
  ]);
  return readConsent(context, organizationId, phone.e164, {});
}

/** As it is stored. */
export const toCategory = (scope: ConsentScope): ConsentCategory => (scope === "all" ? "" : scope);
