import { type SQL, sql } from "drizzle-orm";
import type { ConsentCategory, ConsentKind, ConsentSource } from "./schemas.ts";

/** Something that somebody says about being written to, or that is said for them. */
export interface ConsentChange {
  readonly phone: string;
  readonly kind: ConsentKind;
  /** Our sender that it is about; empty: every one. */
  readonly sender: string;
  readonly category: ConsentCategory;
  readonly source: ConsentSource;
  readonly keyword?: string | undefined;
  readonly reason?: string | undefined;
  readonly inboundMessageId?: string | undefined;
  readonly actor?: string | undefined;
  /** What stands for the number since the person was erased. */
  readonly form?: string | undefined;
}

/** The columns of `change`, for `json_to_recordset`. */
export const changeColumns = sql.raw(`id uuid, phone text, kind text, sender text, category text,
  source text, keyword text, reason text, "inboundMessageId" uuid, actor text, form text`);

/** Whoever was opted out by somebody else is not opted in by a word of theirs. */
const byOthers = sql.raw(`('api', 'console', 'import')`);

/**
 * The part of a statement that writes the rows of `change` (see {@link changeColumns}, with the
 * organization as `o`) into the events and into the state that follows from them. Of one person, a
 * statement says one thing.
 *
 * A person's own word ends only what their own word began, towards the sender that they wrote to; an
 * operator's ends whatever is of that sender and category.
 */
export const writeConsents: SQL = sql`consented as (
      insert into consent_events (organization_id, id, phone, kind, sender, category, source,
        keyword, reason, inbound_message_id, actor, at)
      select o, id, phone, kind, sender, category, source, keyword, reason, "inboundMessageId",
        actor, now()
      from change
      returning 1
    ), opted_out as (
      insert into opt_outs as p
        (organization_id, phone, sender, category, opted_out_at, source, event_id)
      select distinct on (o, phone, sender, category) o, phone, sender, category, now(), source, id
      from change where kind = 'opted_out'
      order by o, phone, sender, category
      on conflict (organization_id, phone, sender, category) do update
        set source = excluded.source, opted_out_at = excluded.opted_out_at,
          event_id = excluded.event_id
        where excluded.source in ${byOthers} and p.source not in ${byOthers}
    ), opted_in as (
      delete from opt_outs p using change c
      where c.kind = 'opted_in' and p.organization_id = c.o and p.phone in (c.phone, c.form)
        and (c.sender = '' or p.sender = c.sender
          or p.sender = '' and c.source not in ${byOthers})
        and case when c.source in ${byOthers} then c.category = '' or p.category = c.category
          else p.source not in ${byOthers} end
    )`;

/**
 * Whether opt-out `p` is about a message to whoever it names: of this category, from this sender. One
 * that names no sender may leave from any.
 */
export const covers = (category: string, sender: string): SQL =>
  sql.raw(`(${category} <> 'otp' and p.category in ('', ${category})
            and (p.sender = '' or ${sender} is null or lower(p.sender) = lower(${sender})))`);
