import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { formsOf } from "../erasure/opt-outs.ts";
import { erasureKeyName } from "../erasure/person.ts";
import type { NewMessage } from "../ledger/accept.ts";
import { covers } from "./write-consents.ts";

/** What of a message decides whether its recipient wants it. */
type Asked = Pick<NewMessage, "category" | "recipient"> & {
  readonly sender?: string | null | undefined;
};

/**
 * Those of the messages that their recipients do not want, by number, category and sender, whether
 * there is a contact or not; also recipients of whom no number is kept.
 */
export async function findOptedOut<Message extends Asked>(
  context: Pick<GatewayContext, "database" | "secrets" | "transactionalOptOuts">,
  organizationId: string,
  messages: readonly Message[],
): Promise<ReadonlySet<Message>> {
  const optional = await mayRefuse(context, organizationId, messages);
  if (optional.length === 0) return new Set();
  const found = await find(context, organizationId, optional, new Map());
  if (!found.erased) return found.messages;
  const phones = optional.map(({ recipient }) => recipient);
  const forms = await formsOf(context, organizationId, phones);
  // Where nobody can tell, nobody is written to against their wish.
  if (forms.size === 0)
    return new Set(optional.filter((message) => message.category === "promotional"));
  const erased = await find(context, organizationId, optional, forms);
  return new Set([...found.messages, ...erased.messages]);
}

async function mayRefuse<Message extends Asked>(
  { transactionalOptOuts }: Pick<GatewayContext, "transactionalOptOuts">,
  organizationId: string,
  messages: readonly Message[],
): Promise<readonly Message[]> {
  const optional = messages.filter(({ category }) => category !== "otp");
  if (optional.every(({ category }) => category === "promotional")) return optional;
  if (await transactionalOptOuts.has(organizationId)) return optional;
  return optional.filter(({ category }) => category === "promotional");
}

/** By number, or by the forms that stand for numbers. */
async function find<Message extends Asked>(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  messages: readonly Message[],
  forms: ReadonlyMap<string, string>,
): Promise<{ readonly messages: ReadonlySet<Message>; readonly erased: boolean }> {
  const rows = messages.map(({ recipient, category, sender }, n) => ({
    ...{ n, category, sender },
    phone: forms.get(recipient) ?? recipient,
  }));
  const [found] = await database.orm.execute<{ places: number[]; erased: boolean }>(sql`
    select array(select n from json_to_recordset(${JSON.stringify(rows)}::json)
          as asked(n int, phone text, category text, sender text)
        where exists (select from opt_outs p
          where p.organization_id = ${organizationId}::uuid and p.phone = asked.phone
            and ${covers("asked.category", "asked.sender")})) as places,
      exists (select from held_keys where organization_id = ${organizationId}::uuid
        and name = ${erasureKeyName}) as erased`);
  if (found === undefined) throw new Error("The statement answered nothing");
  const places = new Set(found.places);
  return { messages: new Set(messages.filter((_, n) => places.has(n))), erased: found.erased };
}
