import { type SQL, sql } from "drizzle-orm";
import { writeConsents } from "./write-consents.ts";

/** Why a message is refused to somebody who told the provider, and not us, to stop. */
export const optedOut = "opted_out";

/**
 * The part of a statement that writes a refusal down as consent: what provider and carrier know of a
 * person, we then know too. `refused` selects organizations `o` and numbers `phone`.
 *
 * Their ids are random instead of in time: the statement learns only while it runs whom it is about.
 */
export const refusedBy = (refused: SQL): SQL => sql`, change as materialized (
      select distinct on (o, phone) o, gen_random_uuid() as id, phone, 'opted_out' as kind,
        '' as sender, 'promotional' as category, 'carrier-error' as source, null as keyword,
        null as reason, null::uuid as "inboundMessageId", null as actor, null as form
      from (${refused}) refused
    ), ${writeConsents}`;
