import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { Capabilities, OutboundSms, ReportFact, SendOutcome, SmsProvider } from "mq-sms";
import { type Ending, endingOf, sandboxAccount } from "./endings.ts";

const capabilities: Capabilities = {
  bulkSize: 100,
  deliveryReports: true,
  inbound: false,
  callbackProof: "none",
  echoesAttempt: false,
  lookup: false,
  balance: false,
  health: false,
  unicode: true,
  maxTextLength: 1600,
  idempotency: "none",
};

export interface SandboxProviderOptions {
  readonly database: Pick<Database, "orm">;
  /** The test twin that sends through it. */
  readonly organizationId: string;
  readonly newId: () => string;
  /** Takes a report that is due in so many milliseconds. */
  readonly reportLater: (fact: ReportFact, afterMs: number) => void;
}

/** Takes messages as a provider would, keeps them where tests can read them, and sends nothing. */
export function createSandboxProvider(options: SandboxProviderOptions): SmsProvider {
  const sendBatch = async (messages: readonly OutboundSms[]): Promise<SendOutcome[]> => {
    const arrivals = messages.map((message) => ({
      id: options.newId(),
      message,
      ending: endingOf(message.to),
    }));
    await keep(options, arrivals.filter(isTaken));
    return arrivals.map(({ id, message, ending: { failure, report, afterMs = 0 } }) => {
      if (failure !== undefined) return failure;
      if (report !== undefined)
        options.reportLater({ ...report, providerMessageId: id, to: message.to }, afterMs);
      return { kind: "accepted", providerMessageIds: [id] };
    });
  };
  return {
    kind: sandboxAccount,
    capabilities,
    sendBatch,
    async send(message) {
      const [outcome] = await sendBatch([message]);
      if (outcome === undefined) throw new Error("A message has no outcome");
      return outcome;
    },
  };
}

interface Arrival {
  readonly id: string;
  readonly message: OutboundSms;
  readonly ending: Ending;
}

/** Whose answer never comes was taken all the same. */
const isTaken = ({ ending }: Arrival): boolean => ending.failure?.kind !== "rejected";

async function keep(
  { database, organizationId }: SandboxProviderOptions,
  arrivals: readonly Arrival[],
): Promise<void> {
  if (arrivals.length === 0) return;
  const rows = arrivals.map(({ id, message }) => ({
    id,
    message: message.id,
    to: message.to,
    from: message.from,
    text: message.text,
    category: message.category,
  }));
  await database.orm.execute(sql`
    insert into sandbox_messages
      (organization_id, id, message_id, recipient, sender, body, category)
    select ${organizationId}::uuid, id, message, "to", "from", text, category
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as row(id uuid, message uuid, "to" text, "from" text, text text, category text)`);
}
