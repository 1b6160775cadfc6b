import { sql } from "drizzle-orm";
import { rejected, type SendErrorCode, type SendOutcome, sendErrors, unknown } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import type { NewMessage } from "../ledger/accept.ts";
import { cancelMessages } from "../ledger/cancel.ts";
import { destroyKeys, sealBody } from "../ledger/seal.ts";
import { checkMessage } from "./check.ts";

/** A text that somebody waits for at this moment, such as a one-time code. */
export interface UrgentMessage {
  /** UUIDv7. */
  readonly id: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
  readonly validitySeconds: number;
}

/** How often the ledger is asked where another process dispatches. */
const askMs = 50;

/**
 * Takes a one-time code in on the first lane, its text sealed, and waits for what the provider says
 * to its first attempt. The ledger goes on after `signal`: the outcome is then unknown to the caller
 * alone.
 */
export async function sendNow(
  context: GatewayContext,
  organizationId: string,
  { id, to, text, validitySeconds }: UrgentMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { database, secrets, dispatcher, timing } = context;
  const checked = checkMessage(
    { to, body: text, category: "otp" },
    { id, routing: context.routing(organizationId), bulk: false, now: context.clock.now() },
  );
  if (!checked.ok) return rejected("ledger", refusalOf(checked.error.code));
  const sealed = await sealBody(database, secrets, { organizationId, messageId: id }, text);
  if (sealed === undefined) return rejected("ledger", "not_configured");

  const heard = Promise.withResolvers<SendOutcome | undefined>();
  const stop = dispatcher?.onResult(id, () => heard.resolve(undefined));
  try {
    const message: NewMessage = {
      ...checked.value,
      body: undefined,
      sealed,
      validitySeconds,
      organizationId,
    };
    await context.accept([message]);
    for (;;) {
      const outcome = await readOutcome(context, organizationId, id);
      if (outcome !== undefined && (await isSettled(context, organizationId, id, outcome)))
        return outcome;
      if (signal.aborted) return unknown("ledger", "timeout");
      await Promise.race([heard.promise, timing.delay(askMs)]);
    }
  } finally {
    stop?.();
  }
}

/**
 * Whoever is told of a refusal forgets the code, so a later attempt must not deliver it. And a text
 * that was taken is never needed again.
 */
async function isSettled(
  { database }: GatewayContext,
  organizationId: string,
  id: string,
  outcome: SendOutcome,
): Promise<boolean> {
  if (outcome.kind === "unknown") return true;
  if (outcome.kind === "rejected") {
    await cancelMessages(database, organizationId, [id]);
    const [again] = await database.orm.execute<{ open: boolean }>(sql`
      select status = 'QUEUED' as open from messages
      where organization_id = ${organizationId}::uuid and id = ${id}::uuid`);
    // It was marked for its next attempt in this very moment.
    if (again?.open) return false;
  }
  await destroyKeys(database, organizationId, [id]);
  return true;
}

/** What the last attempt's provider said; nothing before the first has ended. */
async function readOutcome(
  { database }: GatewayContext,
  organizationId: string,
  id: string,
): Promise<SendOutcome | undefined> {
  const [row] = await database.orm.execute<{
    status: string;
    outcome: string | null;
    account: string | null;
    error: string | null;
    waiting: boolean;
  }>(sql`
    select status, outcome, account, error, attempts = 0 or exists (
        select from message_queue q where q.organization_id = m.organization_id
          and m.id = any(q.message_ids) and q.due_at <= now())
      or exists (select from message_dispatches d where d.organization_id = m.organization_id
          and m.id = any(d.message_ids)) as waiting
    from messages m where organization_id = ${organizationId}::uuid and id = ${id}::uuid`);
  if (row === undefined) return unknown("ledger", "timeout");
  const { status, outcome, account, error, waiting } = row;
  if (status === "EXPIRED" || status === "CANCELLED")
    return rejected(account ?? "ledger", "validity_expired");
  const provider = account ?? "ledger";
  if (outcome === "unknown") return unknown(provider, codeOf(error));
  if (status === "FAILED" || status === "REJECTED") return rejected(provider, codeOf(error));
  // Refused for now, and to be tried again later than anybody waits.
  if (status === "QUEUED") return waiting ? undefined : rejected(provider, codeOf(error));
  return { kind: "accepted", providerMessageIds: [id] };
}

const codeOf = (error: string | null): SendErrorCode =>
  error !== null && isCode(error) ? error : "provider_error";

const isCode = (text: string): text is SendErrorCode => Object.hasOwn(sendErrors, text);

const refusalOf = (code: string): SendErrorCode => {
  if (code === "sms_not_configured") return "not_configured";
  return code === "invalid_recipient" ? "invalid_recipient" : "no_route";
};
