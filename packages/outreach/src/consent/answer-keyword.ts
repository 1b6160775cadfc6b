import type { GatewayResult, KeywordReceived, Sent } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import type { OutreachContext } from "../context.ts";
import type { ConsentSettings } from "./settings.ts";

/**
 * Answers a STOP or a HELP once, however often the provider brings it: as a transactional message, which
 * reaches also who has just opted out, from the number that was written to. Short codes and names are
 * machines and get none; a number gets at most one an hour, so that two machines do not talk for ever.
 */
export async function answerKeyword(
  context: OutreachContext,
  settings: ConsentSettings,
  organizationId: string,
  keyword: KeywordReceived,
): Promise<void> {
  const body = answerTo(keyword, settings);
  const phone = parsePhone(keyword.from);
  if (body === undefined || !phone.ok) return;
  if (!(await claimAnswer(context, organizationId, phone.e164, keyword.inboundId))) return;
  const message = {
    to: phone.e164,
    body,
    from: keyword.to,
    idempotencyKey: `keyword:${keyword.inboundId}`,
  };
  const sent = await send(context, organizationId, message, keyword.account);
  if (!sent.ok)
    context.logger.warn({
      event: "consent.not_answered",
      organization: organizationId,
      errorCode: sent.error.code,
    });
}

function answerTo({ kind, language }: KeywordReceived, settings: ConsentSettings) {
  const { confirmStop, answerHelp, stopTexts, helpTexts } = settings;
  const spoken = language === "en" || language === "vi" ? language : settings.language;
  if (kind === "opted_out" && confirmStop) return stopTexts[spoken];
  if (kind === "help" && answerHelp) return helpTexts[spoken];
  return undefined;
}

/** Whether this message is the one that the number is answered now; the same one again is. */
async function claimAnswer(
  { database }: OutreachContext,
  organizationId: string,
  phone: string,
  inboundId: string,
): Promise<boolean> {
  const claimed = await database.orm.execute(sql`
    insert into keyword_answers as a (organization_id, phone, inbound_id, answered_at)
    values (${organizationId}::uuid, ${phone}, ${inboundId}::uuid, now())
    on conflict (organization_id, phone) do update
      set inbound_id = excluded.inbound_id, answered_at = excluded.answered_at
      where a.inbound_id = excluded.inbound_id or a.answered_at < now() - interval '1 hour'
    returning 1`);
  return claimed.length > 0;
}

/** By the account that brought it, or by any other that carries it where that one is gone. */
async function send(
  { gateway }: OutreachContext,
  organizationId: string,
  message: Parameters<typeof gateway.send>[1],
  account: string,
): Promise<GatewayResult<Sent>> {
  const sent = await gateway.send(organizationId, { ...message, provider: account });
  if (sent.ok || (sent.error.code !== "unknown_provider" && sent.error.code !== "no_route"))
    return sent;
  return gateway.send(organizationId, message);
}
